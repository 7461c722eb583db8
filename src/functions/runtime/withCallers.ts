/**
 * Names the code that waits for a call: an error that came over the wire knows nothing of it.
 *
 * Those who wait are found from where this is called, at no cost for calls that succeed.
 */
export function withCallers(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const frames = (new Error().stack ?? '').split('\n').slice(1).join('\n');
  error.stack = `${error.name}: ${error.message}\n${frames}`;
  return error;
}
