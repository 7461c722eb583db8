import { shortened, textPx } from './layout';
import type { Palette } from './palette';
import type { DrawnMark } from './scene';
import type { Surface } from './surface';
import type { Shape } from './timeline';

const radius = 5.5;
const boxHeight = 18;
const fontSize = 11;
const labelPxMax = 36;

/** Half of a mark's width. */
export function markReach(drawn: DrawnMark): number {
  return isBox(drawn.cluster.shape) ? textPx(labelOf(drawn), fontSize) / 2 + 6 : 8;
}

export function drawMark(surface: Surface, drawn: DrawnMark, palette: Palette): void {
  const { cluster, count, x, y } = drawn;
  if (isBox(cluster.shape)) {
    const label = labelOf(drawn);
    drawBox(surface, cluster.shape, x, y, label, palette);
    return;
  }
  drawShape(surface, cluster.shape, x, y, palette);
  if (count < 2) return;
  // Above the mark, where neither another mark nor a copy stands.
  const text = shortened(`×${count}`, 9, 40);
  const room = textPx(text, 9) + 2;
  // A write's way to the centre may lead through it.
  surface.rect(x - room / 2, y - 17, room, 10, { fill: palette.background, alpha: 0.85 });
  surface.text(x, y - 12, text, { fill: palette.foreground, size: 9, align: 'middle' });
}

const isBox = (shape: Shape): shape is 'write' | 'delete' | 'bulk' =>
  shape === 'write' || shape === 'delete' || shape === 'bulk';

/** Versions as far as there is room for them, otherwise how many they are. */
function labelOf({ cluster, count, mark, last }: DrawnMark): string {
  const [from, to] = [mark.event.version, last.event.version];
  if (count === 1) return versionLabel(cluster.shape, from);
  const range = `v${from ?? ''}–v${to ?? ''}`;
  const isRange = cluster.shape === 'write' && from !== null && to !== null && from < to;
  return isRange && textPx(range, fontSize) <= labelPxMax ? range : `×${count}`;
}

function versionLabel(shape: Shape, version: number | null): string {
  const text = version === null ? '–' : `v${version}`;
  return shape === 'delete' ? `✕ ${text}` : text;
}

function drawBox(
  surface: Surface,
  shape: 'write' | 'delete' | 'bulk',
  x: number,
  y: number,
  label: string,
  palette: Palette,
): void {
  const width = textPx(label, fontSize) + 10;
  const [left, top] = [x - width / 2, y - boxHeight / 2];
  const stroke = shape === 'delete' ? palette.error : palette.write;
  const dash = shape === 'bulk' ? { dash: [3, 2] } : {};
  const box = { fill: palette.background, stroke, width: 1.6, ...dash };
  surface.rect(left, top, width, boxHeight, box);
  surface.text(x, y + 0.5, label, { fill: palette.foreground, size: fontSize, align: 'middle' });
}

/** The forms differ, so that nobody needs the colours. */
export function drawShape(
  surface: Surface,
  shape: Shape,
  x: number,
  y: number,
  palette: Palette,
): void {
  switch (shape) {
    case 'hit':
      return surface.circle(x, y, radius, { fill: palette.hit, stroke: palette.background });
    case 'miss':
      return surface.circle(x, y, radius - 1, {
        ...{ fill: palette.background, stroke: palette.miss, width: 2.2 },
      });
    case 'stale':
      return surface.polygon(
        [
          [x, y - radius - 2],
          [x + radius + 1.5, y + radius],
          [x - radius - 1.5, y + radius],
        ],
        { fill: palette.stale, stroke: palette.foreground, width: 1.3 },
      );
    case 'list':
      return surface.polygon(
        [
          [x, y - radius],
          [x + radius, y],
          [x, y + radius],
          [x - radius, y],
        ],
        { fill: palette.background, stroke: palette.faint, width: 1.6 },
      );
    case 'refused':
      surface.line(x - 5, y - 5, x + 5, y + 5, { stroke: palette.error, width: 2.4 });
      return surface.line(x - 5, y + 5, x + 5, y - 5, { stroke: palette.error, width: 2.4 });
    case 'write':
    case 'delete':
    case 'bulk':
      return drawBox(surface, shape, x, y, versionLabel(shape, 1), palette);
    default:
      return shape satisfies never;
  }
}
