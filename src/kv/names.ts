import { limits } from './limits';

/** Why an account or namespace cannot have a name; the texts are the interface's. */
export type NameProblem = 'EMPTY' | 'TOO_LONG' | 'CHARACTERS' | 'SPACE_AROUND';

/** Why a binding cannot have a variable name. */
export type VariableProblem =
  'EMPTY' | 'TOO_LONG' | 'CHARACTERS' | 'RESERVED_WORD' | 'RUNTIME_GLOBAL';

/** Characters of the longest account name [ASSUMED]. */
export const accountNameCharactersMax = 64;

/** Characters of the longest variable name [ASSUMED]. */
export const variableCharactersMax = 64;

/** Characters of the longest name that a person gives to a snapshot. */
export const snapshotNameCharactersMax = 64;

/** Checks an account's name: 1 to 64 characters, no control characters, no space around it. */
export function accountNameProblem(name: string): NameProblem | null {
  return freeNameProblem(name, accountNameCharactersMax);
}

/** Checks a snapshot's name: 1 to 64 characters, no control characters, no space around it. */
export function snapshotNameProblem(name: string): NameProblem | null {
  return freeNameProblem(name, snapshotNameCharactersMax);
}

function freeNameProblem(name: string, charactersMax: number): NameProblem | null {
  if (name === '' || name.trim() === '') return 'EMPTY';
  if (name.trim() !== name) return 'SPACE_AROUND';
  if (Array.from(name).length > charactersMax) return 'TOO_LONG';
  return /[\p{Control}\p{Surrogate}\u2028\u2029]/u.test(name) ? 'CHARACTERS' : null;
}

/** Checks a namespace's name: 1 to 64 of `A-Z a-z 0-9 _ -` [ASSUMED]. */
export function namespaceNameProblem(name: string): NameProblem | null {
  if (name === '') return 'EMPTY';
  if (!/^[A-Za-z0-9_-]+$/.test(name)) return 'CHARACTERS';
  return name.length > limits.namespaceNameCharactersMax ? 'TOO_LONG' : null;
}

/**
 * Checks the name under which a function sees a namespace: a JavaScript identifier that is neither
 * a reserved word nor a global of the runtime.
 */
export function variableProblem(name: string): VariableProblem | null {
  if (name === '') return 'EMPTY';
  if (!/^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u.test(name)) return 'CHARACTERS';
  if (Array.from(name).length > variableCharactersMax) return 'TOO_LONG';
  if (reservedWords.has(name)) return 'RESERVED_WORD';
  return runtimeGlobals.has(name) ? 'RUNTIME_GLOBAL' : null;
}

/** Words that no strict-mode module may declare. */
const reservedWords: ReadonlySet<string> = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum ' +
    'eval export extends false finally for function if implements import in instanceof interface ' +
    'let new null package private protected public return static super switch this throw true ' +
    'try typeof var void while with yield'
  ).split(' '),
);

/** What functions use, or what every JavaScript runtime has, under these names. */
const runtimeGlobals: ReadonlySet<string> = new Set(
  // The language.
  (
    'AggregateError Array ArrayBuffer AsyncFunction Atomics BigInt BigInt64Array BigUint64Array ' +
    'Boolean DataView Date Error EvalError FinalizationRegistry Float32Array Float64Array ' +
    'Function Infinity Int16Array Int32Array Int8Array Intl Iterator JSON Map Math NaN Number ' +
    'Object Promise Proxy RangeError ReferenceError Reflect RegExp Set SharedArrayBuffer String ' +
    'Symbol SyntaxError TypeError URIError Uint16Array Uint32Array Uint8Array Uint8ClampedArray ' +
    'WeakMap WeakRef WeakSet WebAssembly decodeURI decodeURIComponent encodeURI ' +
    'encodeURIComponent escape globalThis isFinite isNaN parseFloat parseInt undefined unescape ' +
    '__proto__ constructor hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString ' +
    'toString valueOf __defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__ ' +
    // The runtime: fetch, streams, crypto, caches, timers.
    'AbortController AbortSignal Blob ByteLengthQueuingStrategy Cache CacheStorage CloseEvent ' +
    'CompressionStream Cookies CountQueuingStrategy Crypto CryptoKey CustomEvent DOMException ' +
    'DecompressionStream Event EventSource EventTarget FetchEvent File FormData Headers ' +
    'HTMLRewriter MessageChannel MessageEvent MessagePort Navigator Performance ReadableStream ' +
    'ReadableByteStreamController ReadableStreamBYOBReader ReadableStreamBYOBRequest ' +
    'ReadableStreamDefaultController ReadableStreamDefaultReader Request Response SubtleCrypto ' +
    'TextDecoder TextDecoderStream TextEncoder TextEncoderStream TransformStream URL URLPattern ' +
    'URLSearchParams WebSocket WritableStream WritableStreamDefaultController ' +
    'WritableStreamDefaultWriter addEventListener atob btoa caches clearInterval clearTimeout ' +
    'console crypto dispatchEvent fetch navigator performance queueMicrotask ' +
    'removeEventListener reportError self setInterval setTimeout structuredClone ' +
    // What bundles and handlers declare around the user's code.
    'context env exports module onRequest onRequestDelete onRequestGet onRequestHead ' +
    'onRequestOptions onRequestPatch onRequestPost onRequestPut params request require waitUntil'
  ).split(' '),
);
