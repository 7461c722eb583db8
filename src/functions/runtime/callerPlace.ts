import { bundleScheme } from '../bundle/sourcePositions';

/** The user's code is right behind the KV API; what lies deeper does not matter. */
const framesMax = 4;
const capture = Error.captureStackTrace.bind(Error);
// A property that comes and goes would look like a change made by the user's code.
Reflect.set(Error, 'prepareStackTrace', undefined);

/**
 * Where in its bundle the user's code makes a call, as stack traces name places; `undefined` where
 * no such code is found among the nearest callers.
 *
 * Reads the frames themselves: writing a stack trace out takes longer than a cached read.
 *
 * @param below frames up to this function are left out
 */
export function callerPlace(below: (...args: never[]) => unknown): string | undefined {
  const before: unknown = Reflect.get(Error, 'prepareStackTrace');
  const limit = Error.stackTraceLimit;
  const holder: { stack?: unknown } = {};
  // The user's code may have frozen it, and then does not learn where it stands.
  if (!Reflect.set(Error, 'prepareStackTrace', placeOf)) return undefined;
  Error.stackTraceLimit = framesMax;
  try {
    capture(holder, below);
    return holder.stack as string | undefined;
  } finally {
    Reflect.set(Error, 'prepareStackTrace', before);
    Error.stackTraceLimit = limit;
  }
}

function placeOf(_error: unknown, frames: readonly NodeJS.CallSite[]): string | undefined {
  for (const frame of frames) {
    const file = frame.getFileName();
    if (!file?.startsWith(bundleScheme)) continue;
    return `${file}:${frame.getLineNumber()}:${frame.getColumnNumber()}`;
  }
  return undefined;
}
