import { open, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Resolver } from './createResolver';
import type { Piece } from './httpFile';
import type { BodyPart } from './resolveRequest';

/** Limit of a request's body: 1 MB [DOC]. */
export const requestBytesMax = 1024 * 1024;

export type ReadBody =
  /** Text where no file takes part; absent where the request has no body. */
  | { readonly ok: true; readonly body?: string | Uint8Array }
  | { readonly ok: false; readonly fault: 'unreadable' | 'tooLarge'; readonly path: Piece };

/**
 * Puts the body of a request together.
 *
 * A text that is too large is sent all the same, and the host refuses it as the platform does.
 *
 * @param folder of the `.http` file; paths of files are relative to it
 * @param resolver for files that were written `<@`, whose text has variables
 */
export async function readBody(
  parts: readonly BodyPart[],
  folder: string,
  resolver: Resolver,
): Promise<ReadBody> {
  const texts = parts.flatMap((part) => (part.kind === 'text' ? [part.text] : []));
  if (parts.length === 0) return { ok: true };
  if (texts.length === parts.length) return { ok: true, body: texts.join('') };
  const chunks: Uint8Array[] = [];
  for (const part of parts) {
    if (part.kind === 'text') {
      chunks.push(Buffer.from(part.text));
      continue;
    }
    const bytes = await readBounded(path.resolve(folder, part.path.text));
    if (bytes === 'unreadable' || bytes === 'tooLarge') {
      return { ok: false, fault: bytes, path: part.path };
    }
    chunks.push(part.variables ? withVariables(bytes, part.path, resolver) : bytes);
    const size = chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
    if (size > requestBytesMax) return { ok: false, fault: 'tooLarge', path: part.path };
  }
  return { ok: true, body: Buffer.concat(chunks) };
}

function withVariables(bytes: Uint8Array, place: Piece, resolver: Resolver): Uint8Array {
  const text = Buffer.from(bytes).toString();
  return Buffer.from(resolver.resolve({ ...place, text }));
}

/** Regular files only: a pipe or a device may never end. */
async function readBounded(file: string): Promise<Uint8Array | 'unreadable' | 'tooLarge'> {
  try {
    if (!(await stat(file)).isFile()) return 'unreadable';
    const handle = await open(file);
    try {
      const buffer = Buffer.alloc(requestBytesMax + 1);
      let size = 0;
      for (;;) {
        const { bytesRead } = await handle.read(buffer, size, buffer.byteLength - size);
        size += bytesRead;
        if (size > requestBytesMax) return 'tooLarge';
        if (bytesRead === 0) return buffer.subarray(0, size);
      }
    } finally {
      await handle.close();
    }
  } catch {
    return 'unreadable';
  }
}
