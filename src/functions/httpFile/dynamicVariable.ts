import type { HttpProblem } from './httpFile';

/** Where values come from that differ from one request to the next. */
export interface ValueSource {
  /** Address of the project's functions, with its scheme and without a slash at its end. */
  host(): string;
  /** Of the project's `.env`. */
  readonly env: Readonly<Record<string, string>>;
  nowMs(): number;
  uuid(): string;
  /** From 0 inclusive to 1 exclusive. */
  random(): number;
}

export type Value =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly kind: HttpProblem['kind']; readonly text: string };

/** Milliseconds of each unit that `$timestamp` and `$datetime` can be moved by. */
const unitMs: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/**
 * The value of `$name argument …`.
 *
 * `$guid`, `$timestamp`, `$datetime`, `$randomInt` and `$dotenv` are REST Client's, `$uuid`,
 * `$random.uuid` and `$isoTimestamp` are JetBrains'. `$processEnv` is refused: the machine's
 * environment holds secrets that are none of the project's.
 */
export function dynamicVariable(expression: string, source: ValueSource): Value {
  const [name = '', ...words] = expression.split(/\s+/);
  switch (name) {
    case '$uuid':
    case '$guid':
    case '$random.uuid':
      return words.length === 0 ? found(source.uuid()) : badArguments(expression);
    case '$timestamp':
      return withMoment(expression, words, source, (ms) => `${Math.floor(ms / 1000)}`);
    case '$isoTimestamp':
      return withMoment(expression, words, source, (ms) => new Date(ms).toISOString());
    case '$datetime':
      return datetime(expression, words, source);
    case '$randomInt':
      return randomInt(expression, words, source);
    case '$dotenv':
      return dotenv(expression, words, source);
    case '$processEnv':
      return { ok: false, kind: 'processEnv', text: expression };
    default:
      return { ok: false, kind: 'unknownVariable', text: name };
  }
}

function found(text: string): Value {
  return { ok: true, text };
}

function badArguments(text: string): Value {
  return { ok: false, kind: 'badArguments', text };
}

function withMoment(
  expression: string,
  words: readonly string[],
  source: ValueSource,
  write: (ms: number) => string,
): Value {
  if (words.length === 0) return found(write(source.nowMs()));
  const [amount = '', unit = ''] = words;
  const ms = Object.hasOwn(unitMs, unit) ? unitMs[unit] : undefined;
  const known = words.length === 2 && ms !== undefined && /^[+-]?\d{1,9}$/.test(amount);
  return known ? found(write(source.nowMs() + Number(amount) * ms)) : badArguments(expression);
}

function datetime(expression: string, [format, ...words]: readonly string[], source: ValueSource) {
  switch (format) {
    case 'iso8601':
      return withMoment(expression, words, source, (ms) => new Date(ms).toISOString());
    case 'rfc1123':
      return withMoment(expression, words, source, (ms) => new Date(ms).toUTCString());
    default:
      return badArguments(expression);
  }
}

/** `min` can come up, `max` cannot; without both, as JetBrains writes it, 0 to 1000. */
function randomInt(expression: string, words: readonly string[], source: ValueSource): Value {
  const [min = '0', max = '1000'] = words;
  const whole = /^-?\d{1,15}$/;
  const count = Number(max) - Number(min);
  const fits = words.length !== 1 && words.length <= 2 && whole.test(min) && whole.test(max);
  if (!fits || count <= 0) return badArguments(expression);
  return found(`${Number(min) + Math.floor(source.random() * count)}`);
}

function dotenv(expression: string, words: readonly string[], { env }: ValueSource): Value {
  const [name = ''] = words;
  if (words.length !== 1) return badArguments(expression);
  const value = Object.hasOwn(env, name) ? env[name] : undefined;
  return value === undefined ? { ok: false, kind: 'notInEnv', text: name } : found(value);
}
