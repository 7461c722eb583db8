import { drawShape } from './drawMark';
import { textPx } from './layout';
import type { Palette } from './palette';
import type { Surface } from './surface';
import type { Shape } from './timeline';

export type LegendWords = Readonly<Record<Shape | 'staleCopy' | 'copy', string>>;

/** What leaves a narrow view first comes last. */
const forms = ['write', 'hit', 'stale', 'miss', 'delete', 'refused', 'list'] as const;

/** What the forms mean; what finds no room in two lines is told by the pointer. */
export function drawLegend(
  surface: Surface,
  top: number,
  width: number,
  palette: Palette,
  words: LegendWords,
): void {
  let [x, y] = [12, top + 16];
  const place = (label: string, formPx: number, draw: (left: number) => void): void => {
    const room = formPx + textPx(label, 11) + 22;
    if (x + room > width && x > 12) [x, y] = [12, y + 22];
    if (y > top + 40) return;
    draw(x);
    surface.text(x + formPx + 5, y, label, { fill: palette.foreground, size: 11 });
    x += room;
  };
  place(words.copy, 24, (left) => {
    surface.rect(left, y - 6, 22, 12, { fill: palette.hit, alpha: 0.22 });
    surface.rect(left, y - 6, 22, 12, { stroke: palette.hit });
  });
  place(words.staleCopy, 24, (left) => {
    surface.hatch(left, y - 6, 22, 12, palette.stale);
    surface.rect(left, y - 6, 22, 12, { stroke: palette.stale, width: 1.3 });
  });
  for (const shape of forms) {
    const formPx = { write: 24, delete: 36 }[shape as string] ?? 12;
    place(words[shape], formPx, (left) => {
      drawShape(surface, shape, left + formPx / 2, y, palette);
    });
  }
}
