import type { IncomingMessage } from 'node:http';

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
}

/** Keeps what came, which the limit keeps small. */
export function createRequestBody(request: IncomingMessage, bytesMax: number): RequestBody {
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

  const { 'content-length': length, 'transfer-encoding': coding } = request.headers;
  if (coding === undefined && Number(length ?? 0) === 0) {
    state = 'whole';
  } else if (Number(length ?? 0) > bytesMax) {
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
      if (state === 'whole') return new Uint8Array(Buffer.concat(chunks));
      return state === 'tooLarge' ? state : 'later';
    },
    follow(events) {
      for (const chunk of chunks) events.chunk(chunk);
      if (state === 'coming') followers.push(events);
      else if (state === 'whole') events.ended();
      else events.failed(state);
    },
  };
}
