import { createHash } from 'node:crypto';

/** Hashes of the platform's `digest` that the web's has not. [DOC, official samples] */
const ownHashes: Readonly<Record<string, string>> = { MD5: 'md5' };

/** Lets `crypto.subtle.digest` know MD5 too; the name may be written in any case. */
export function installDigest(): void {
  const { subtle } = globalThis.crypto;
  const digest = subtle.digest.bind(subtle);
  const own: SubtleCrypto['digest'] = async (algorithm, data) => {
    const name = typeof algorithm === 'string' ? algorithm : algorithm.name;
    const hash = ownHashes[name.toUpperCase()];
    if (hash === undefined) return digest(algorithm, data);
    const bytes = ArrayBuffer.isView(data)
      ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
      : new Uint8Array(data);
    return new Uint8Array(createHash(hash).update(bytes).digest()).buffer;
  };
  const prototype = Object.getPrototypeOf(subtle) as SubtleCrypto;
  Object.defineProperty(prototype, 'digest', {
    ...Object.getOwnPropertyDescriptor(prototype, 'digest'),
    value: own,
  });
}
