import { copyRowsMax, type ShownTimeline } from './shownTimeline';

/** Where things stand from top to bottom, in pixels. */
export interface LaneBox {
  readonly top: number;
  readonly height: number;
  /** The line that marks stand on. */
  readonly markY: number;
  readonly copiesTop: number;
}

export const gutterPx = 128;
export const axisPx = 30;
export const legendPx = 56;
export const copyPx = 15;
export const copyGapPx = 3;

const centrePx = 50;

export function laneBoxes({ lanes }: ShownTimeline): readonly LaneBox[] {
  let top = axisPx;
  return lanes.map(({ node, copies }) => {
    const rows = copies.reduce((most, { row }) => Math.max(most, row + 1), 1);
    const copiesPx = Math.min(rows, copyRowsMax) * (copyPx + copyGapPx);
    const height = node === null ? centrePx : 40 + copiesPx + 6;
    const box = { top, height, markY: top + (node === null ? 25 : 20), copiesTop: top + 40 };
    top += height;
    return box;
  });
}

export function sceneHeight(boxes: readonly LaneBox[]): number {
  const last = boxes.at(-1);
  return (last ? last.top + last.height : axisPx) + legendPx;
}

/** About how wide a text is: nothing here can measure one. */
export function textPx(text: string, size: number): number {
  let em = 0;
  for (const character of text) em += (character.codePointAt(0) ?? 0) >= 0x2e80 ? 1 : 0.58;
  return em * size;
}

/** A text's beginning, as long as there is room for it; empty where even that says nothing. */
export function shortened(text: string, size: number, roomPx: number): string {
  if (textPx(text, size) <= roomPx) return text;
  let shown = '';
  for (const character of text) {
    if (textPx(`${shown}${character}…`, size) > roomPx) break;
    shown += character;
  }
  return shown.length < 2 ? '' : `${shown}…`;
}
