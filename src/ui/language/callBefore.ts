/** What a person is writing, read from the text before the cursor, which is no program yet. */
export type CallBefore =
  /** Inside the quotes of a key. */
  | {
      readonly kind: 'key';
      readonly variable: string;
      readonly method: 'get' | 'put' | 'delete' | 'list';
      readonly typed: string;
      readonly quote: string;
    }
  | { readonly kind: 'method'; readonly variable: string; readonly typed: string }
  | { readonly kind: 'name'; readonly typed: string };

const name = String.raw`([\p{ID_Start}$_][\p{ID_Continue}$]*)`;
// What TypeScript puts between a name and its call.
const inKey = new RegExp(
  String.raw`(?<![\p{ID_Continue}$.])(?:globalThis\.)?${name}[!?]?\.(get|put|delete)\s*(?:<[^()]*>)?\(\s*(["'\x60])((?:(?!\3)[^\\\n$])*)$`,
  'u',
);
const inPrefix = new RegExp(
  String.raw`(?<![\p{ID_Continue}$.])(?:globalThis\.)?${name}[!?]?\.(list)\s*\(\s*\{[^{}]*?\bprefix\s*:\s*(["'\x60])((?:(?!\3)[^\\\n$])*)$`,
  'u',
);
const inMethod = new RegExp(
  String.raw`(?<![\p{ID_Continue}$.])(?:globalThis\.)?${name}[!?]?\.([a-zA-Z]*)$`,
  'u',
);
const inName = /(?<![\p{ID_Continue}$.'"`\\@#/])([\p{ID_Start}$_][\p{ID_Continue}$]*)$/u;

/** @param before the text before the cursor; its last few hundred characters are enough */
export function callBefore(before: string): CallBefore | undefined {
  const key = inKey.exec(before) ?? inPrefix.exec(before);
  if (key) {
    const [, variable = '', method = 'get', quote = '', typed = ''] = key;
    return { kind: 'key', variable, method: method as 'get', typed, quote };
  }
  const method = inMethod.exec(before);
  if (method) return { kind: 'method', variable: method[1] ?? '', typed: method[2] ?? '' };
  const typed = inName.exec(before);
  return typed ? { kind: 'name', typed: typed[1] ?? '' } : undefined;
}

/** A key as it stands between quotes. */
export function quoted(key: string, quote: string): string {
  const escaped = JSON.stringify(key).slice(1, -1).replaceAll('\\"', '"');
  const ended = escaped.replaceAll(quote, `\\${quote}`);
  return quote === '`' ? ended.replaceAll('${', '\\${') : ended;
}

/** What keys begin with: each up to the next `_`, `:`, `-`, `.` or `/` behind what is typed. */
export function prefixesOf(keys: readonly string[], typed: string): readonly string[] {
  const found = keys.flatMap((key) => {
    const end = key.slice(typed.length).search(/[_:\-./]/);
    return end === -1 ? [] : [key.slice(0, typed.length + end + 1)];
  });
  return [...new Set(found)];
}
