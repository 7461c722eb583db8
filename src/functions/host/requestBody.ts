import type { IncomingMessage } from 'node:http';
import type { Exchange, GatewayServices } from './requestContext';

/** What happens to a body, to those who follow it. */
export interface BodyEvents {
  chunk(bytes: Uint8Array): void;
  ended(): void;
  /** It is larger than allowed, or its client has gone. */
  failed(why: BodyFailure): void;
}

export type BodyFailure = 'tooLarge' | 'clientGone';

/** The body of one request, for a middleware and the function behind it: each reads all of it. */
export interface RequestBody {
  /**
   * The whole body where it is there at once, as it mostly is; `later` where it has to be followed.
   */
  early(): Promise<Uint8Array | 'tooLarge' | 'later'>;
  /** Tells what has come so far, then what comes. */
  follow(events: BodyEvents): void;
  /** Resolves when nothing more comes; never rejects. */
  settled(): Promise<void>;
  taken(): TakenBody;
}

/** What is known of a body at the end; `undefined` where there was none, `unread` where not all. */
export type TakenBody = Uint8Array | 'tooLarge' | 'unread' | undefined;

/** The body of an exchange, read once for all who want it. */
export function requestBodyOf(services: GatewayServices, exchange: Exchange): RequestBody {
  const { bodyBytes } = services.settings().limits;
  return (exchange.body ??= createRequestBody(exchange.request, bodyBytes));
}

/** As {@link RequestBody.taken}, where nobody may have asked for it. */
export function takenBody({ request, body }: Exchange): TakenBody {
  if (body) return body.taken();
  return hasBody(request) ? 'unread' : undefined;
}

function hasBody({ headers }: IncomingMessage): boolean {
  const { 'content-length': length = '0', 'transfer-encoding': coding } = headers;
  return coding !== undefined || Number(length) > 0;
}

/** Keeps what came, which the limit keeps small. */
function createRequestBody(request: IncomingMessage, bytesMax: number): RequestBody {
  const chunks: Uint8Array[] = [];
  const followers: BodyEvents[] = [];
  let bytes = 0;
  let state: 'coming' | 'whole' | BodyFailure = 'coming';

  function fail(why: BodyFailure): void {
    if (state !== 'coming') return;
    state = why;
    chunks.length = 0;
    for (const one of followers) one.failed(why);
  }

  if (!hasBody(request)) {
    state = 'whole';
  } else if (Number(request.headers['content-length'] ?? 0) > bytesMax) {
    state = 'tooLarge';
    // It is read to its end: a client that still writes would not see the answer otherwise.
    request.resume();
  } else {
    request
      .on('data', (chunk: Buffer) => {
        if (state !== 'coming') return;
        bytes += chunk.byteLength;
        if (bytes > bytesMax) {
          fail('tooLarge');
          return;
        }
        const copy = new Uint8Array(chunk);
        chunks.push(copy);
        for (const one of followers) one.chunk(copy);
      })
      .once('end', () => {
        if (state !== 'coming') return;
        state = 'whole';
        for (const one of followers) one.ended();
      })
      .once('close', () => {
        fail('clientGone');
      });
  }

  return {
    async early() {
      if (state === 'coming') await new Promise((resolve) => setImmediate(resolve));
      if (state === 'whole') return whole();
      return state === 'tooLarge' ? state : 'later';
    },
    follow(events) {
      for (const chunk of chunks) events.chunk(chunk);
      if (state === 'coming') followers.push(events);
      else if (state === 'whole') events.ended();
      else events.failed(state);
    },
    settled() {
      if (state !== 'coming') return Promise.resolve();
      return new Promise((ended) => {
        const failed = (): void => {
          ended();
        };
        followers.push({ chunk: () => undefined, ended, failed });
      });
    },
    taken() {
      if (state === 'whole') return bytes > 0 ? whole() : undefined;
      return state === 'tooLarge' ? state : 'unread';
    },
  };

  function whole(): Uint8Array {
    const [only, ...others] = chunks;
    if (only && others.length === 0) return only;
    const all = new Uint8Array(Buffer.concat(chunks));
    chunks.splice(0, chunks.length, all);
    return all;
  }
}
