const mask = '•••';

/** Said by so many projects that they hide nothing, while their absence makes a text unreadable. */
const plainWords: ReadonlySet<string> = new Set([
  ...['0', '1', 'true', 'false', 'yes', 'no', 'on', 'off', 'null', 'none', 'undefined'],
  ...['development', 'production', 'staging', 'test', 'debug', 'info', 'warn', 'error'],
]);

/** Shorter ones are parts of other words and numbers; they count where they stand alone. */
const anywhereMin = 4;
/** Engines quote no less of a text they cannot read: a part this long gives the secret away. */
const fragmentLength = 10;

/**
 * Hides the values of a project's environment in a text, with those parts of them that an error
 * message may quote.
 *
 * A value of several lines is hidden line by line as well, and as JSON, a string literal or an
 * address writes it. Words such as `true` stay.
 */
export function maskSecrets(values: readonly string[]): (text: string) => string {
  const secrets = [...new Set(values.flatMap(formsOf))].filter(isSecret);
  const short = secrets.filter(({ length }) => length < anywhereMin);
  const long = secrets.filter(({ length }) => length >= anywhereMin);
  const fragments = new Set(long.flatMap(fragmentsOf));
  const alone = short.map((secret) => new RegExp(`(?<![\\w])${escaped(secret)}(?![\\w])`, 'g'));
  return (text) => {
    const hidden = hideRanges(text, [...wholeRanges(text, long), ...partRanges(text, fragments)]);
    return alone.length === 0 ? hidden : hideAlone(hidden, alone);
  };
}

function formsOf(value: string): readonly string[] {
  const lines = value.split(/\r\n|\n|\r/).map((line) => line.trim());
  return [value, value.trim(), ...lines].flatMap((text) => [
    text,
    JSON.stringify(text).slice(1, -1),
    text.replaceAll('\\', '\\\\').replaceAll("'", "\\'"),
    // Half of a surrogate pair cannot be written in an address.
    ...(!/\p{Cs}/u.test(text) ? [encodeURIComponent(text)] : []),
  ]);
}

function isSecret(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text) && !plainWords.has(text.toLowerCase());
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
