/**
 * The names that ECMAScript and WebAssembly give to every realm, those of coming editions too.
 *
 * A list, since a fresh context that could be asked for them lives for a moment only: V8 crashes
 * where a debugger asks something of a context that has just been collected. [observed, Node 24]
 */
export const languageNames: readonly string[] = [
  ...['globalThis', 'Infinity', 'NaN', 'undefined'],
  ...['eval', 'isFinite', 'isNaN', 'parseFloat', 'parseInt', 'escape', 'unescape'],
  ...['decodeURI', 'decodeURIComponent', 'encodeURI', 'encodeURIComponent'],
  ...['Object', 'Function', 'Boolean', 'Symbol', 'Number', 'BigInt', 'Math', 'String', 'RegExp'],
  ...['Date', 'Temporal', 'Intl', 'JSON', 'Reflect', 'Proxy', 'Promise', 'Iterator'],
  ...['Error', 'AggregateError', 'EvalError', 'RangeError', 'ReferenceError', 'SuppressedError'],
  ...['SyntaxError', 'TypeError', 'URIError'],
  ...['Array', 'Map', 'Set', 'WeakMap', 'WeakSet', 'WeakRef', 'FinalizationRegistry'],
  ...['ArrayBuffer', 'SharedArrayBuffer', 'DataView', 'Atomics'],
  ...['Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array'],
  ...['Uint32Array', 'BigInt64Array', 'BigUint64Array', 'Float16Array', 'Float32Array'],
  ...['Float64Array', 'DisposableStack', 'AsyncDisposableStack', 'WebAssembly'],
];
