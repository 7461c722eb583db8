import type { Fix, FindingCode } from './finding';
import { mutedCodes, muteWord } from './mutedCodes';
import type { ModuleCode } from './readModule';
import { placeOf } from './syntax';

/**
 * Whether a comment in the line above mutes a finding: `// pages-kv-ignore-next-line CODE, CODE`.
 * Without a code it mutes all of them; a reason may follow after `--`.
 */
export function createMutes(code: ModuleCode): (code: FindingCode, start: number) => boolean {
  const byLine = new Map<number, readonly string[]>();
  for (const comment of code.comments) {
    const muted = mutedCodes(comment.value);
    if (muted && comment.loc) byLine.set(comment.loc.end.line + 1, muted);
  }
  const lineAt = createLineCounter(code.text);
  return (name, start) => {
    const muted = byLine.get(lineAt(start));
    return muted !== undefined && (muted.length === 0 || muted.includes(name));
  };
}

/** A comment above the line of a finding; nothing where the line begins inside a text. */
export function muteFix(code: ModuleCode, name: FindingCode, start: number): readonly Fix[] {
  const lineStart = code.text.lastIndexOf('\n', start - 1) + 1;
  const inside = code.nodes.some((node) => {
    if (!/^(TemplateElement|StringLiteral|JSXText|JSXElement|JSXFragment)$/.test(node.type)) {
      return false;
    }
    const place = placeOf(node);
    return place.start < lineStart && lineStart <= place.end;
  });
  if (inside) return [];
  const above = code.comments.find((comment) => {
    const { end } = placeOf(comment);
    return (
      mutedCodes(comment.value) && code.text.slice(end, lineStart).trim() === '' && end < lineStart
    );
  });
  const isNext = above && !code.text.slice(placeOf(above).end, lineStart - 1).includes('\n');
  if (above && isNext && above.type === 'CommentLine') {
    const at = placeOf(above).start + 2 + above.value.indexOf(muteWord) + muteWord.length;
    return [{ name: 'mute', edits: [{ start: at, end: at, text: ` ${name},` }] }];
  }
  const indent = /^[ \t]*/.exec(code.text.slice(lineStart))?.[0] ?? '';
  const lineEnd = code.text.includes('\r\n') ? '\r\n' : '\n';
  const text = `${indent}// ${muteWord} ${name}${lineEnd}`;
  return [{ name: 'mute', edits: [{ start: lineStart, end: lineStart, text }] }];
}

function createLineCounter(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}
