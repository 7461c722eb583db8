import { findingCodes, raceCodes } from './finding';

export const muteWord = 'pages-kv-ignore-next-line';

const codes: ReadonlySet<string> = new Set([...findingCodes, ...raceCodes]);

/**
 * Which codes a comment mutes in the line below: `pages-kv-ignore-next-line CODE, CODE`. None
 * named means all of them; a reason may follow after `--`.
 *
 * @param comment without what begins and ends it
 * @returns `undefined` where the comment mutes nothing
 */
export function mutedCodes(comment: string): readonly string[] | undefined {
  const [, rest] = new RegExp(`^[\\s*]*${muteWord}\\b(.*)$`, 's').exec(comment) ?? [];
  if (rest === undefined) return undefined;
  const words = (rest.split('--')[0] ?? '').split(/[\s,*]+/).filter(Boolean);
  // A word that is no code mutes nothing, so that a slip of the pen does not mute everything.
  return words.length === 0 ? [] : words.map((word) => (codes.has(word) ? word : '?'));
}

/** Whether the line above a finding mutes one of its names, where nobody has parsed the code. */
export function isMutedBy(lineAbove: string, names: readonly string[]): boolean {
  const [, comment] = /(?:\/\/|\/\*)(.*?)(?:\*\/\s*)?$/.exec(lineAbove) ?? [];
  const muted = comment === undefined ? undefined : mutedCodes(comment);
  return muted !== undefined && (muted.length === 0 || names.some((name) => muted.includes(name)));
}
