/** How far a job has come. */
export interface TransferProgress {
  readonly records: number;
  /** Of the values, or of the file where one is read. */
  readonly bytes: number;
  /** 0 to 1. */
  readonly share: number;
}

/** Tells of progress, seldom enough for whoever shows it. */
export interface Progress {
  report(progress: TransferProgress): void;
}

const everyMs = 100;

export function createProgress(tell: (progress: TransferProgress) => void): Progress {
  let toldMs = 0;
  return {
    report(progress) {
      const now = performance.now();
      if (now - toldMs < everyMs) return;
      toldMs = now;
      tell(progress);
    },
  };
}
