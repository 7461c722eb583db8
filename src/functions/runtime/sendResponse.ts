import type { Response } from 'undici';
import type { FromRuntime, RuntimeHead } from '../runtimeProtocol';
import { getResponseState } from './webFetch';

/** How the gateway takes a body: chunk by chunk, as fast as the client reads. */
export interface BodySink {
  post(message: FromRuntime): void;
  /** Resolves when the chunk sent last has been written; false where the client has gone. */
  written(): Promise<boolean>;
  /** Resolves when the client goes; otherwise never. */
  readonly gone: Promise<void>;
}

const encoder = new TextEncoder();

/** Until this much has come, a body that is there at once goes with the head. */
const earlyBytesMax = 1024 * 1024;

export async function sendResponse(
  response: Response,
  method: string,
  sink: BodySink,
): Promise<void> {
  const { status, statusText } = response;
  const head: RuntimeHead = { status, statusText, headers: [...response.headers] };
  if (method === 'HEAD' || !response.body) {
    sink.post({ kind: 'head', head: { ...head, body: new Uint8Array() } });
    await response.body?.cancel();
    return;
  }
  const whole = wholeBody(response);
  if (whole) {
    sink.post({ kind: 'head', head: { ...head, body: whole } });
    return;
  }
  const reader = (response.body as ReadableStream<unknown>).getReader();
  void sink.gone.then(() => reader.cancel()).catch(() => undefined);
  const later = new Promise<'later'>((resolve) => setImmediate(resolve, 'later'));
  const early: Uint8Array[] = [];
  let pending = reader.read();
  for (let bytes = 0; bytes <= earlyBytesMax; bytes += early.at(-1)?.byteLength ?? 0) {
    const next = await Promise.race([pending, later]);
    if (next === 'later') break;
    if (next.done) {
      sink.post({ kind: 'head', head: { ...head, body: new Uint8Array(Buffer.concat(early)) } });
      return;
    }
    early.push(bytesOf(next.value));
    pending = reader.read();
  }
  sink.post({ kind: 'head', head });
  for (const bytes of early) {
    if (!(await send(bytes, sink))) return reader.cancel();
  }
  for (let next = await pending; !next.done; next = await reader.read()) {
    if (!(await send(bytesOf(next.value), sink))) return reader.cancel();
  }
  sink.post({ kind: 'bodyEnded' });
}

/**
 * The text or bytes that a response was made of, where that is all: to read them back from its
 * stream takes longer than the rest of the answer.
 */
function wholeBody(response: Response): Uint8Array | undefined {
  const source = getResponseState(response).body?.source;
  if (response.body?.locked) return undefined;
  if (typeof source === 'string' && source.length <= earlyBytesMax) return encoder.encode(source);
  const isShort = source instanceof Uint8Array && source.byteLength <= earlyBytesMax;
  return isShort ? bytesOf(source) : undefined;
}

function send(bytes: Uint8Array, sink: BodySink): Promise<boolean> {
  sink.post({ kind: 'chunk', bytes });
  return sink.written();
}

function bytesOf(chunk: unknown): Uint8Array {
  // A view is sent with the whole buffer behind it, so a part is copied out.
  if (chunk instanceof Uint8Array) {
    return chunk.byteLength === chunk.buffer.byteLength ? chunk : chunk.slice();
  }
  throw new TypeError('The body of a Response is a stream of bytes (Uint8Array)');
}
