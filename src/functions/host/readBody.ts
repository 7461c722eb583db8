import type { IncomingMessage } from 'node:http';

/** Limit of a request's body: 1 MB. */
export const bodyBytesMax = 1024 * 1024;

/** The whole body, or `tooLarge` as soon as that is known. */
export async function readBody(request: IncomingMessage): Promise<Uint8Array | 'tooLarge'> {
  if (Number(request.headers['content-length'] ?? 0) > bodyBytesMax) return 'tooLarge';
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += (chunk as Buffer).byteLength;
    if (bytes > bodyBytesMax) return 'tooLarge';
    chunks.push(chunk as Buffer);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
