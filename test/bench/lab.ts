/** What a run is made with, and what it has to clean up. */
export interface Lab {
  readonly quick: boolean;
  /** Of each side, interleaved. */
  readonly rounds: number;
  /** How long one round of one side takes, roughly. */
  readonly roundMs: number;
  /** A fresh folder on the disk that is measured. */
  folder(name: string): string;
  /** The folder whose node_modules has Miniflare. */
  readonly miniflareFolder: string;
  /** Registers how something ends. */
  atEnd(end: () => unknown): void;
}

/** Makes something once a run, when it is first asked for. */
export function perLab<T>(make: (lab: Lab) => Promise<T>): (lab: Lab) => Promise<T> {
  const made = new WeakMap<Lab, Promise<T>>();
  return (lab) => {
    const known = made.get(lab) ?? make(lab);
    made.set(lab, known);
    return known;
  };
}

/** Work in a lab of its own, whose endings come right after it. */
export async function inOwnLab<T>(lab: Lab, work: (own: Lab) => Promise<T>): Promise<T> {
  const endings: (() => unknown)[] = [];
  try {
    return await work({ ...lab, atEnd: (end) => endings.unshift(end) });
  } finally {
    for (const end of endings) await end();
  }
}
