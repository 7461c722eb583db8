import { element, type Step } from './variables';

export type KvMethod = 'get' | 'put' | 'delete' | 'list';

/** What a value is, as far as the text says so without doubt. */
export type Kind =
  | { readonly is: 'kv'; readonly variable: string }
  /** What a call of KV returns, before it is awaited. */
  | { readonly is: 'promise'; readonly of: KvMethod }
  | { readonly is: 'listResult' | 'listKeys' | 'listItem' | 'listComplete' }
  /** The argument of a handler, its `env`, and one entry of that. */
  | { readonly is: 'context' | 'env' | 'waitUntil' }
  | { readonly is: 'envEntry'; readonly name: string }
  | { readonly is: 'text' | 'bytes' }
  /** What `put` refuses. */
  | { readonly is: Refused };

export type Refused =
  'array' | 'bigint' | 'boolean' | 'function' | 'null' | 'number' | 'object' | 'undefined';

const refused: Readonly<Record<Refused, true>> = {
  array: true,
  bigint: true,
  boolean: true,
  function: true,
  null: true,
  number: true,
  object: true,
  undefined: true,
};

export function isRefused(kind: Kind | undefined): kind is { readonly is: Refused } {
  return kind !== undefined && kind.is in refused;
}

/** What one step into a value leads to. */
export function stepInto(kind: Kind | undefined, step: Step): Kind | undefined {
  switch (kind?.is) {
    case 'listResult':
      if (step === 'keys') return { is: 'listKeys' };
      return step === 'complete' ? { is: 'listComplete' } : undefined;
    case 'listKeys':
      return step === element ? { is: 'listItem' } : undefined;
    case 'listItem':
      return step === 'key' ? { is: 'text' } : undefined;
    case 'context':
      return step === 'env'
        ? { is: 'env' }
        : step === 'waitUntil'
          ? { is: 'waitUntil' }
          : undefined;
    case 'env':
      return typeof step === 'string' ? { is: 'envEntry', name: step } : undefined;
    default:
      return undefined;
  }
}

/** What a value is that is one or the other; nothing where these are not alike. */
export function join(kinds: readonly (Kind | undefined)[]): Kind | undefined {
  // A variable that begins as null or undefined is meant for what it gets later.
  const empty = (kind: Kind | undefined) => kind?.is === 'null' || kind?.is === 'undefined';
  const [first, ...rest] = kinds.some((kind) => !empty(kind))
    ? kinds.filter((kind) => !empty(kind))
    : kinds;
  if (!first) return undefined;
  // `let complete = false` before the first page.
  const isFlag = (kind: Kind | undefined) => kind?.is === 'boolean' || kind?.is === 'listComplete';
  if (kinds.every(isFlag)) return kinds.find((kind) => kind?.is === 'listComplete') ?? first;
  return rest.every((kind) => kind && JSON.stringify(kind) === JSON.stringify(first))
    ? first
    : undefined;
}
