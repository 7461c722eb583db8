/** Rows under a heading, each column as wide as its widest cell (up to a limit). */
export function textColumns(
  rows: readonly (readonly string[])[],
  cellWidthMax = 48,
): readonly string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      const width = Math.min(textWidth(cell), cellWidthMax);
      widths[column] = Math.max(widths[column] ?? 0, width);
    });
  }
  return rows.map((row) =>
    row
      .map(
        (cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - textWidth(cell))),
      )
      .join('  ')
      .trimEnd(),
  );
}

// Chinese, Japanese, Korean and full-width forms take two columns of a monospaced font.
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += wide.test(character) ? 2 : 1;
  return width;
}

/** The text on one line: line ends, and what is invisible or turns text around, are spelled out. */
export function visibleText(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, (character) => {
    const point = character.codePointAt(0) ?? 0;
    // Unicode has a picture for each ASCII control character.
    if (point < 0x20) return String.fromCodePoint(0x2400 + point);
    return `\\u{${point.toString(16)}}`;
  });
}
