/** How a form is drawn; what is absent is not. */
export interface Paint {
  readonly fill?: string;
  readonly stroke?: string;
  /** Of the stroke, 1 by default. */
  readonly width?: number;
  readonly dash?: readonly number[];
  /** From 0 to 1. */
  readonly alpha?: number;
}

export interface TextPaint {
  readonly fill: string;
  readonly size: number;
  readonly align?: 'start' | 'middle' | 'end';
  readonly bold?: boolean;
}

/** What a picture is drawn on, in pixels from the top left: a canvas, or the text of an SVG. */
export interface Surface {
  rect(x: number, y: number, width: number, height: number, paint: Paint): void;
  line(x1: number, y1: number, x2: number, y2: number, paint: Paint): void;
  polygon(points: readonly (readonly [x: number, y: number])[], paint: Paint): void;
  circle(x: number, y: number, radius: number, paint: Paint): void;
  /** Diagonal lines. */
  hatch(x: number, y: number, width: number, height: number, colour: string): void;
  /** `y` is the middle of its line. */
  text(x: number, y: number, text: string, paint: TextPaint): void;
  /** What is drawn inside is seen in the rectangle only. */
  clipped(x: number, y: number, width: number, height: number, draw: () => void): void;
}

export const fontFamily = 'system-ui, "Segoe UI", "Helvetica Neue", "Noto Sans CJK SC", sans-serif';
