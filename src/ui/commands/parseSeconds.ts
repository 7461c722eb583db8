const secondsMax = 31_536_000;

/** Milliseconds of a typed number of seconds; `undefined` where it is none or out of range. */
export function parseSeconds(text: string): number | undefined {
  if (!/^\d+(\.\d+)?$/.test(text.trim())) return undefined;
  const ms = Math.round(Number(text) * 1000);
  return ms >= 1 && ms <= secondsMax * 1000 ? ms : undefined;
}
