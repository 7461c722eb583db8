type Fail = (error: unknown) => void;

let thrown: Fail | undefined;
const rejected = new WeakMap<Promise<unknown>, Fail>();

/**
 * Calls the user's code with nobody around it who catches: a debugger that is to stop at uncaught
 * exceptions asks whether there is a `catch` on the stack, or behind the promise, and ours would be
 * one. What is thrown comes back by way of {@link takeThrown} and {@link takeRejected}.
 */
export function callUncaught<T>(work: () => T | PromiseLike<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    setImmediate(() => {
      thrown = reject;
      const result = work();
      thrown = undefined;
      if (result instanceof Promise) rejected.set(result.then(resolve), reject);
      else resolve(result);
    });
  });
}

/** @returns whether the exception that the process has met belonged to such a call */
export function takeThrown(error: unknown): boolean {
  const fail = thrown;
  thrown = undefined;
  fail?.(error);
  return fail !== undefined;
}

/** @returns whether the promise that nobody has caught belonged to such a call */
export function takeRejected(error: unknown, promise: Promise<unknown>): boolean {
  const fail = rejected.get(promise);
  fail?.(error);
  return fail !== undefined;
}
