const pieceBytes = 4 * 1024 * 1024;
const pageBytes = 4096;

/** How long this machine takes to give a process so much memory, whatever is done with it. */
export function touchMemory({ bytes }: { readonly bytes: number }): Promise<number> {
  const begin = performance.now();
  const pieces: Uint8Array[] = [];
  for (let given = 0; given < bytes; given += pieceBytes) {
    const piece = Buffer.allocUnsafeSlow(pieceBytes);
    for (let at = 0; at < pieceBytes; at += pageBytes) piece[at] = 1;
    pieces.push(piece);
  }
  const ms = performance.now() - begin;
  if (pieces.length * pieceBytes < bytes) throw new Error('Too little memory was touched');
  return Promise.resolve(ms);
}
