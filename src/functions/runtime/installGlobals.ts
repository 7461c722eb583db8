import { cacheGlobals } from './cache/cacheStorage';
import { Cookies } from './cookies';
import { languageNames } from './languageNames';
import { messageChannel } from './messageChannel';
import { Request } from './requestInit';
import { fetch } from './scopedFetch';
import { scopedTimers } from './scopedTimers';
import { simulatedDate } from './simulatedDate';
import { createSimulatedTimers, startRealTimer } from './startTimer';
import type { ThreadClock } from './threadClock';
import { installDigest } from './webCrypto';
import { FormData, Headers, Response } from './webFetch';

/** Web APIs of the edge runtime that this realm has already. */
const webNames = [
  ...['AbortController', 'AbortSignal', 'Blob', 'File', 'DOMException', 'URL', 'URLSearchParams'],
  ...['Event', 'EventTarget', 'CustomEvent', 'TextEncoder', 'TextDecoder', 'URLPattern'],
  ...['TextEncoderStream', 'TextDecoderStream', 'CompressionStream', 'DecompressionStream'],
  ...['ReadableStream', 'ReadableStreamDefaultReader', 'ReadableStreamBYOBReader'],
  ...['ReadableStreamBYOBRequest', 'ReadableStreamDefaultController'],
  ...['ReadableByteStreamController', 'WritableStream', 'WritableStreamDefaultController'],
  ...['WritableStreamDefaultWriter', 'TransformStream', 'TransformStreamDefaultController'],
  ...['ByteLengthQueuingStrategy', 'CountQueuingStrategy'],
  ...['crypto', 'Crypto', 'CryptoKey', 'SubtleCrypto'],
  ...['atob', 'btoa', 'queueMicrotask', 'structuredClone'],
];

/**
 * Leaves on `globalThis` what the edge runtime has, and nothing else.
 *
 * @param clock what `Date` and timers follow; absent: real time
 */
export function installGlobals(console: Console, clock?: ThreadClock): void {
  const { performance } = globalThis;
  const timers = scopedTimers(clock ? createSimulatedTimers(clock) : startRealTimer);
  const own = {
    console,
    Cookies,
    fetch,
    FormData,
    Headers,
    Request,
    Response,
    MessageChannel: messageChannel(timers),
    ...timers,
    ...(clock ? { Date: simulatedDate(clock) } : {}),
    ...cacheGlobals,
    self: globalThis,
    // The languages are those of the platform's own worker. [CLI]
    navigator: Object.freeze({
      userAgent: 'edge-runtime',
      language: 'en-US',
      languages: Object.freeze(['en-US']),
    }),
    performance: Object.freeze({
      now: () => performance.now(),
      timeOrigin: performance.timeOrigin,
    }),
  };
  const kept = new Set([...languageNames, ...webNames]);
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    if (!kept.has(name)) Reflect.deleteProperty(globalThis, name);
  }
  for (const [name, value] of Object.entries(own)) {
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true });
  }
  installDigest();
  // Such addresses outlive their request, and what has them is not of the platform. [ASSUMED]
  Reflect.deleteProperty(URL, 'createObjectURL');
  Reflect.deleteProperty(URL, 'revokeObjectURL');
  // The platform has no static Response.json().
  Reflect.deleteProperty(Response, 'json');
}
