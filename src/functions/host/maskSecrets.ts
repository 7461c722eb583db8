import { base64Forms, type Base64Form } from './base64Forms';

const mask = '•••';

/** Said by so many projects that they hide nothing, while their absence makes a text unreadable. */
const plainWords: ReadonlySet<string> = new Set([
  ...['0', '1', 'true', 'false', 'yes', 'no', 'on', 'off', 'null', 'none', 'undefined'],
  ...['development', 'production', 'staging', 'test', 'debug', 'info', 'warn', 'error'],
]);

/** Shorter ones keep no secret, and stand in our own sentences: `within 2.5 s`, `a Response`. */
const secretMin = 3;
/** Shorter ones are parts of other words and numbers; they count where they stand alone. */
const anywhereMin = 4;
/** Engines quote no less of a text they cannot read: a part this long gives the secret away. */
const fragmentLength = 10;

/**
 * Hides the values of a project's environment in a text, with those parts of them that an error
 * message may quote.
 *
 * A value of several lines is hidden line by line as well, and as JSON, a string literal, an
 * address, a form, hexadecimal or base64 writes it, also inside a longer text in base64. Words such
 * as `true` stay.
 */
export function maskSecrets(values: readonly string[]): (text: string) => string {
  const texts = [...new Set(values.flatMap(textsOf))].filter(isSecret);
  const secrets = [...new Set(texts.flatMap(formsOf))];
  const short = secrets.filter(({ length }) => length < anywhereMin);
  const long = secrets.filter(({ length }) => length >= anywhereMin);
  const inBase64 = texts.filter(({ length }) => length >= anywhereMin).flatMap(base64Forms);
  const fragments = new Set([...long, ...inBase64.map(({ text }) => text)].flatMap(fragmentsOf));
  const alone = short.map((secret) => new RegExp(`(?<![\\w])${escaped(secret)}(?![\\w])`, 'g'));
  return (text) => {
    const hidden = hideRanges(text, [
      ...wholeRanges(text, long),
      ...base64Ranges(text, inBase64),
      ...partRanges(text, fragments),
    ]);
    return alone.length === 0 ? hidden : hideAlone(hidden, alone);
  };
}

function textsOf(value: string): readonly string[] {
  const lines = value.split(/\r\n|\n|\r/).map((line) => line.trim());
  return [value, value.trim(), ...lines];
}

function formsOf(text: string): readonly string[] {
  return [
    text,
    JSON.stringify(text).slice(1, -1),
    text.replaceAll('\\', '\\\\').replaceAll("'", "\\'"),
    // Half of a surrogate pair cannot be written in an address.
    ...(/\p{Cs}/u.test(text) ? [] : [encodeURIComponent(text), encodeURI(text)]),
    new URLSearchParams([['', text]]).toString().slice(1),
    ...hexForms(text),
  ];
}

function hexForms(text: string): readonly string[] {
  const hex = Buffer.from(text).toString('hex');
  return [hex, hex.toUpperCase()];
}

function isSecret(text: string): boolean {
  return (
    text.length >= secretMin && /[\p{L}\p{N}]/u.test(text) && !plainWords.has(text.toLowerCase())
  );
}

function fragmentsOf(secret: string): readonly string[] {
  const count = secret.length - fragmentLength;
  if (count <= 0) return [];
  return Array.from({ length: count + 1 }, (_, at) => secret.slice(at, at + fragmentLength));
}

type Range = readonly [start: number, end: number];

function wholeRanges(text: string, secrets: readonly string[]): readonly Range[] {
  return secrets.flatMap((secret) => {
    const ranges: Range[] = [];
    for (let at = text.indexOf(secret); at !== -1; at = text.indexOf(secret, at + 1)) {
      ranges.push([at, at + secret.length]);
    }
    return ranges;
  });
}

function base64Ranges(text: string, forms: readonly Base64Form[]): readonly Range[] {
  return forms.flatMap((form) =>
    wholeRanges(text, [form.text]).map(([start, end]): Range => [
      Math.max(0, start - Number(form.isLedIn)),
      Math.min(text.length, end + Number(form.isLedOut)),
    ]),
  );
}

function partRanges(text: string, fragments: ReadonlySet<string>): readonly Range[] {
  if (fragments.size === 0) return [];
  const ranges: Range[] = [];
  for (let at = 0; at + fragmentLength <= text.length; at += 1) {
    const end = at + fragmentLength;
    if (fragments.has(text.slice(at, end))) ranges.push([at, end]);
  }
  return ranges;
}

function hideRanges(text: string, ranges: readonly Range[]): string {
  let hidden = '';
  let reached = 0;
  for (const [start, end] of [...ranges].sort((a, b) => a[0] - b[0])) {
    if (end <= reached) continue;
    // What overlaps or touches is one.
    if (start > reached || hidden === '') hidden += text.slice(reached, start) + mask;
    reached = end;
  }
  return hidden + text.slice(reached);
}

/** Lines of a stack trace are full of numbers that are places. */
function hideAlone(text: string, patterns: readonly RegExp[]): string {
  return text
    .split('\n')
    .map((line) =>
      /^\s+at /.test(line)
        ? line
        : patterns.reduce((rest, pattern) => rest.replace(pattern, mask), line),
    )
    .join('\n');
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
