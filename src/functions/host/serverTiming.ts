import type { TracedOperation } from '../../rpc/hostApi';

/** A header has to end somewhere; browsers show a few lines of it. */
const entriesMax = 50;
const keyCharactersMax = 64;

/** The KV work of a request as a `Server-Timing` header; `undefined` where there was none. */
export function serverTiming(operations: readonly TracedOperation[]): string | undefined {
  if (operations.length === 0) return undefined;
  return operations.slice(0, entriesMax).map(entryOf).join(', ');
}

function entryOf(operation: TracedOperation, index: number): string {
  const { op, key, source, version, stale, ageMs, durationMs, error } = operation;
  const words = [op, key.slice(0, keyCharactersMax)];
  if (error === undefined) words.push(source === 'cache' ? `cache ${ageMs}ms` : 'central');
  else words.push('refused');
  if (version !== null) words.push(`v${version}`);
  if (stale) words.push('stale');
  return `kv${index + 1};desc="${quotable(words.join(' '))}";dur=${durationMs.toFixed(2)}`;
}

/** Keys are any text; a header takes printable ASCII, and a quoted string no quotes. */
function quotable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').replace(/["\\]/g, "'");
}
