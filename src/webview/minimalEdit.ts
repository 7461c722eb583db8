/** Replaces `from` to `to` by `insert`. */
export interface MinimalEdit {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

/** The smallest single replacement that makes `after` of `before`; `null` where they are equal. */
export function minimalEdit(before: string, after: string): MinimalEdit | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  if (splitsPair(before, start) || splitsPair(after, start)) start -= 1;
  let tail = 0;
  while (
    tail < shorter - start &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  ) {
    tail += 1;
  }
  if (splitsPair(before, before.length - tail) || splitsPair(after, after.length - tail)) tail -= 1;
  return { from: start, to: before.length - tail, insert: after.slice(start, after.length - tail) };
}

/** A character of two units is replaced as a whole. */
function splitsPair(text: string, index: number): boolean {
  const code = text.codePointAt(index - 1);
  return code !== undefined && code > 0xffff;
}
