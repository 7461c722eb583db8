/**
 * Orders strings by their UTF-8 bytes, without encoding them.
 *
 * JavaScript's own order compares UTF-16 units, which puts emoji before U+E000 to U+FFFF.
 *
 * @returns negative, 0 or positive, as `Array.prototype.sort` wants it
 */
export function compareUtf8(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let index = 0; index < shared; index += 1) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

/** Moves surrogates, which stand for code points from U+10000, behind all other units. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
