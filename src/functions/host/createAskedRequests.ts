import type { AskedRequest } from '../../rpc/hostApi';
import { oldestFirst } from './oldestFirst';
import { headersAsked } from './runtimeRequest';
import type { TakenBody } from './requestBody';

/** What the requests of late asked for, by id, so that they can be asked for again. */
export interface AskedRequests {
  /** @param rawHeaders names and values by turns */
  remember(id: string, rawHeaders: readonly string[], body: TakenBody): void;
  /** `null` where it is not known, or no longer. */
  find(id: string): AskedRequest | null;
}

interface Head {
  readonly rawHeaders: readonly string[];
  readonly bytes: number;
  /** What was there to be kept. */
  readonly body: 'none' | 'kept' | 'tooLarge' | 'unread';
}

/** Bodies leave first, the oldest before all; then whole requests do. */
export function createAskedRequests(
  limits = { requestsMax: 10_000, bytesMax: 50 * 1024 * 1024 },
): AskedRequests {
  const heads = new Map<string, Head>();
  const bodies = new Map<string, Uint8Array>();
  const oldestHead = oldestFirst(heads);
  const oldestBody = oldestFirst(bodies);
  let bytes = 0;

  function dropBody(id: string): void {
    bytes -= bodies.get(id)?.byteLength ?? 0;
    bodies.delete(id);
  }

  function drop(id: string): void {
    dropBody(id);
    bytes -= heads.get(id)?.bytes ?? 0;
    heads.delete(id);
  }

  function makeRoom(): void {
    let id: string | undefined;
    while (bytes > limits.bytesMax && (id = oldestBody()) !== undefined) dropBody(id);
    const isTooMuch = (): boolean => bytes > limits.bytesMax || heads.size > limits.requestsMax;
    while (isTooMuch() && (id = oldestHead()) !== undefined) drop(id);
  }

  return {
    remember(id, rawHeaders, body) {
      drop(id);
      const hasBody = body instanceof Uint8Array && body.byteLength > 0;
      const size = rawHeaders.reduce((sum, text) => sum + text.length, 0);
      const state = hasBody ? 'kept' : typeof body === 'string' ? body : 'none';
      heads.set(id, { rawHeaders, bytes: size, body: state });
      bytes += size;
      if (hasBody) {
        bodies.set(id, body);
        bytes += body.byteLength;
      }
      makeRoom();
    },
    find(id) {
      const head = heads.get(id);
      if (!head) return null;
      const { rawHeaders, body: state } = head;
      const headers = headersAsked(rawHeaders);
      const body = bodies.get(id);
      if (body) return { headers, body };
      if (state === 'none') return { headers };
      return { headers, bodyMissing: state === 'kept' ? 'dropped' : state };
    },
  };
}
