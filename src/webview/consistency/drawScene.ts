import { drawLegend, type LegendWords } from './drawLegend';
import { drawMark } from './drawMark';
import { axisPx, copyPx, gutterPx, legendPx, shortened, textPx } from './layout';
import type { Palette } from './palette';
import type { DrawnCopy, Scene } from './scene';
import type { Surface } from './surface';

/** The words and figures in a picture, in the person's language. */
export interface SceneWords {
  readonly centre: string;
  readonly legend: LegendWords;
  /** @param stepMs distance of two ticks: whether seconds and less are needed */
  time(ms: number, stepMs: number): string;
  /** What an incident or a break is called in a word or two. */
  incident(incident: Scene['incidents'][number]['incident']): string;
  skipped(ms: number | null): string;
}

/** What stands out: a mark or a copy. */
export interface Highlight {
  readonly x: number;
  readonly y: number;
  readonly reach: number;
}

/** What a scene needs to be drawn. */
export interface SceneLook {
  readonly palette: Palette;
  readonly words: SceneWords;
  readonly highlight?: Highlight | undefined;
}

export function drawScene(
  surface: Surface,
  scene: Scene,
  { palette, words, highlight }: SceneLook,
): void {
  const { width, height } = scene;
  const bottom = height - legendPx;
  surface.rect(0, 0, width, height, { fill: palette.background });
  surface.clipped(gutterPx, 0, width - gutterPx, bottom, () => {
    drawStaleSpans(surface, scene, palette);
    drawAxis(surface, scene, palette, words);
    for (const copy of scene.copies) drawCopy(surface, copy, width, palette);
    drawIncidents(surface, scene, palette, words);
    for (const { x, fromY, toY } of scene.links) drawLink(surface, x, fromY, toY, palette);
    if (scene.nowX !== null) {
      surface.line(scene.nowX, axisPx, scene.nowX, bottom, { stroke: palette.focus, width: 1.5 });
    }
    for (const mark of scene.marks) drawMark(surface, mark, palette);
    if (highlight) {
      const { x, y, reach } = highlight;
      surface.rect(x - reach - 3, y - 13, 2 * reach + 6, 26, { stroke: palette.focus, width: 2 });
    }
  });
  drawFrame(surface, scene, palette, words);
  drawLegend(surface, bottom, width, palette, words.legend);
}

function drawFrame(surface: Surface, scene: Scene, palette: Palette, words: SceneWords): void {
  for (const { box, node } of scene.lanes) {
    surface.line(0, box.top, scene.width, box.top, { stroke: palette.line });
    const label = shortened(node ?? words.centre, 13, gutterPx - 16);
    const paint = { fill: palette.foreground, size: 13, bold: node === null };
    surface.text(10, box.markY, label, paint);
  }
  for (const { x, ms, stepMs } of scene.ticks) {
    const label = words.time(ms, stepMs);
    // Half a time would be another time.
    if (x + textPx(label, 11) / 2 > scene.width) continue;
    const paint = { fill: palette.faint, size: 11, align: 'middle' } as const;
    surface.text(x, axisPx - 17, label, paint);
  }
  const bottom = scene.height - legendPx;
  surface.line(0, bottom, scene.width, bottom, { stroke: palette.line });
  surface.line(gutterPx, axisPx, gutterPx, bottom, { stroke: palette.line });
}

function drawStaleSpans(surface: Surface, { spans }: Scene, palette: Palette): void {
  for (const { box, x, width } of spans) {
    const paint = palette.isHighContrast
      ? { stroke: palette.stale, dash: [4, 3] }
      : { fill: palette.stale, alpha: 0.13 };
    surface.rect(x, box.top + 1, width, box.height - 2, paint);
  }
}

function drawAxis(
  surface: Surface,
  { ticks, breaks, width, height }: Scene,
  palette: Palette,
  words: SceneWords,
): void {
  const bottom = height - legendPx;
  const alpha = palette.isHighContrast ? 0.35 : 0.7;
  for (const { x } of ticks) {
    surface.line(x, axisPx - 6, x, bottom, { stroke: palette.line, alpha });
  }
  for (const { x, skippedMs } of breaks) {
    for (const side of [-3, 3]) {
      const paint = { stroke: palette.faint, dash: [2, 3] };
      surface.line(x + side - 14, axisPx, x + side - 14, bottom, paint);
    }
    const label = words.skipped(skippedMs);
    const room = textPx(label, 10) + 8;
    const [first, last] = [gutterPx + room / 2, width - room / 2];
    if (x - 14 < gutterPx || x - 14 > width) continue;
    const middle = Math.min(last, Math.max(first, x - 14));
    surface.rect(middle - room / 2, bottom - 16, room, 15, { fill: palette.background });
    const paint = { fill: palette.faint, size: 10, align: 'middle' } as const;
    surface.text(middle, bottom - 8, label, paint);
  }
}

function drawCopy(
  surface: Surface,
  { copy, x, y, width, staleX }: DrawnCopy,
  sightPx: number,
  palette: Palette,
): void {
  const end = x + width;
  const freshPx = staleX - x;
  if (freshPx > 0) {
    surface.rect(x, y, freshPx, copyPx, { fill: palette.hit, alpha: 0.22 });
    surface.rect(x, y, freshPx, copyPx, { stroke: palette.hit });
  }
  if (end > staleX) {
    surface.hatch(staleX, y, end - staleX, copyPx, palette.stale);
    surface.rect(staleX, y, end - staleX, copyPx, { stroke: palette.stale, width: 1.3 });
  }
  const version = copy.version === null ? '–' : `v${copy.version}`;
  // What began before the left edge is named at the edge.
  const left = Math.max(x, gutterPx) + 4;
  const label = shortened(`${copy.key} ${version}`, 10, Math.min(end, sightPx) - left - 4);
  if (label === '') return;
  const labelPx = textPx(label, 10);
  if (end > staleX && left + labelPx > staleX) {
    const paint = { fill: palette.background, alpha: 0.85 };
    surface.rect(left - 2, y + 2, labelPx + 4, copyPx - 4, paint);
  }
  surface.text(left, y + copyPx / 2 + 0.5, label, { fill: palette.foreground, size: 10 });
}

function drawIncidents(
  surface: Surface,
  { incidents, lanes, height }: Scene,
  palette: Palette,
  words: SceneWords,
): void {
  let free = -Infinity;
  for (const { incident, x } of incidents) {
    const box = incident.lane === null ? undefined : lanes[incident.lane]?.box;
    const top = box ? box.top + 2 : axisPx;
    const end = box ? box.top + box.height - 2 : height - legendPx;
    surface.line(x, top, x, end, { stroke: palette.foreground, dash: [5, 3] });
    const label = words.incident(incident);
    const room = textPx(label, 10) + 8;
    // Labels that would cover each other are left to the pointer.
    if (box === undefined && x < free) continue;
    if (box === undefined) free = x + room;
    const y = box ? end - 8 : axisPx + 8;
    surface.rect(x + 2, y - 7, room - 4, 14, { fill: palette.background, alpha: 0.85 });
    surface.text(x + 4, y, label, { fill: palette.foreground, size: 10 });
  }
}

function drawLink(surface: Surface, x: number, fromY: number, toY: number, palette: Palette): void {
  const top = toY + 10;
  surface.line(x, fromY - 9, x, top, { stroke: palette.write, width: 1.4 });
  surface.polygon(
    [
      [x, top],
      [x + 4, top + 7],
      [x - 4, top + 7],
    ],
    { fill: palette.write },
  );
}
