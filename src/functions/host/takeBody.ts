import { readBody } from './readBody';
import type { Exchange } from './requestContext';

/** A request's body; `unread` where one came that nobody has taken. */
export type TakenBody = Uint8Array | 'tooLarge' | 'unread' | undefined;

/** Reads the body, once for all who want it. */
export async function takeBody(exchange: Exchange): Promise<Uint8Array | 'tooLarge'> {
  const body = await (exchange.body ??= readBody(exchange.request));
  // The rest is read to its end: a client that still writes would not see the answer otherwise.
  if (body === 'tooLarge') exchange.request.resume();
  return body;
}

/** What is known of the body at the end of a request; `undefined` where it had none. */
export async function takenBody({ request, body }: Exchange): Promise<TakenBody> {
  if (body) return body.catch(() => 'unread' as const);
  const { 'content-length': length = '0', 'transfer-encoding': encoding } = request.headers;
  return length === '0' && encoding === undefined ? undefined : 'unread';
}
