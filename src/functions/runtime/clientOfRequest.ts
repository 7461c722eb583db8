/** Whoever waits for the response of a request, and may go. */
export interface ClientOfRequest {
  readonly hasGone: boolean;
  /** Resolves when the client goes; otherwise never. */
  readonly gone: Promise<void>;
  /** The same for the user's code; made when it is first asked for. */
  readonly signal: AbortSignal;
  go(): void;
}

export function createClientOfRequest(): ClientOfRequest {
  let hasGone = false;
  let controller: AbortController | undefined;
  let tellGone: () => void = () => undefined;
  const gone = new Promise<void>((resolve) => {
    tellGone = resolve;
  });
  return {
    get hasGone() {
      return hasGone;
    },
    gone,
    get signal() {
      controller ??= new AbortController();
      if (hasGone) controller.abort();
      return controller.signal;
    },
    go() {
      hasGone = true;
      controller?.abort();
      tellGone();
    },
  };
}
