/**
 * What people do wrong with KV (spec section 5). The names are stable: comments that mute a line
 * and README's section name them.
 */
export const findingCodes = [
  'kv-in-env',
  'unbound-variable',
  'put-options',
  'list-item-name',
  'list-complete',
  'inverted-paging',
  'missing-await',
  'key-characters',
  'value-type',
  'lost-update',
] as const;

export type FindingCode = (typeof findingCodes)[number];

/** What only running code shows; see `ViolationKind`. A lost update has the code of the text's. */
export const raceCodes = [
  'lost-update',
  'stale-write',
  'older-read',
  'own-write-not-seen',
] as const;

export type RaceCode = (typeof raceCodes)[number];

/** Offsets count UTF-16 code units, as editors do. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What a fix is called; the words are the interface's. */
export type FixName =
  | 'useGlobal'
  | 'removeOptions'
  | 'useKey'
  | 'useComplete'
  | 'negate'
  | 'addAwait'
  | 'useWaitUntil'
  | 'replaceCharacters'
  | 'replaceCharactersEverywhere'
  | 'toText'
  | 'toJson'
  | 'keyPerEvent'
  | 'sumPerDay'
  | 'totalInOnePlace'
  | 'mute';

/** A route of its own, to lie beside that of the text. */
export interface NewFile {
  /** Without its extension; whoever knows the folder makes it differ from those that are there. */
  readonly name: string;
  readonly extension: 'js' | 'ts';
  readonly text: string;
}

export interface Fix {
  readonly name: FixName;
  readonly edits: readonly Edit[];
  readonly newFile?: NewFile;
}

export interface Finding {
  readonly code: FindingCode;
  readonly start: number;
  readonly end: number;
  /** What the message names: a variable, a key, a kind of value. */
  readonly subject: string;
  /** In the order in which they are offered. */
  readonly fixes: readonly Fix[];
}

/** A constant key in the text of a KV call; the offsets are those between its quotes. */
export interface KeyUse {
  readonly variable: string;
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

/** What the analysis of a text is asked with. */
export interface LintRequest {
  readonly text: string;
  /** Decides between TypeScript, JavaScript and JSX. */
  readonly fileName: string;
  /** A module is only imported by functions: its exports are no handlers. */
  readonly role: 'function' | 'middleware' | 'module';
  /** The project's bound variables; absent where nobody knows, and then none is missed. */
  readonly variables?: readonly string[];
  /** Which keys `put` takes, as in the profile. */
  readonly keyCharacters: 'word' | 'any';
}

export interface LintResult {
  /** In the order of the text. */
  readonly findings: readonly Finding[];
  readonly keys: readonly KeyUse[];
  /** Whether the code uses KV at all, so that it matters which variables are bound. */
  readonly usesKv: boolean;
  /** The text cannot be read just now. */
  readonly unreadable: boolean;
}
