import type { ValueSample } from '../../rpc/emulatorData';

/**
 * The beginning of a value as text, without a character that the sample cuts in two; `undefined`
 * where it is no text.
 */
export function sampleText({ size, start }: ValueSample): string | undefined {
  if (start.includes(0)) return undefined;
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    return decoder.decode(start, { stream: start.byteLength < size });
  } catch {
    return undefined;
  }
}
