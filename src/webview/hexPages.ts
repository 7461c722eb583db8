/** 256 lines of 16 bytes: all that is ever in the page at once. */
export const hexPageBytes = 4_096;

const hexLineBytes = 16;

/** One line of the hex view. */
export interface HexLine {
  readonly offset: string;
  readonly hex: string;
  readonly text: string;
}

/** The offset at which the page with `offset` begins, inside a value of `size` bytes. */
export function hexPageStart(offset: number, size: number): number {
  const last = Math.max(0, size - 1);
  const inside = Math.min(Math.max(0, Math.floor(offset)), last);
  return inside - (inside % hexPageBytes);
}

export function hexLines(bytes: Uint8Array, start: number): readonly HexLine[] {
  const lines: HexLine[] = [];
  for (let at = 0; at < bytes.length; at += hexLineBytes) {
    const row = [...bytes.subarray(at, at + hexLineBytes)];
    lines.push({
      offset: (start + at).toString(16).padStart(8, '0'),
      hex: row.map((byte) => byte.toString(16).padStart(2, '0')).join(' '),
      text: row
        .map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.'))
        .join(''),
    });
  }
  return lines;
}

/** Reads `1f`, `0x1F` (both hexadecimal); `null` where it is no offset. */
export function parseHexOffset(text: string): number | null {
  const match = /^\s*(?:0x)?([0-9a-f]{1,8})\s*$/i.exec(text);
  return match?.[1] === undefined ? null : parseInt(match[1], 16);
}
