import { fontFamily, type Paint, type Surface } from './surface';

/** Pixels between two lines of a hatch. */
const hatchPx = 6;

export function canvasSurface(context: CanvasRenderingContext2D): Surface {
  const patterns = new Map<string, CanvasPattern | null>();

  function paint({ fill, stroke, width = 1, dash = [], alpha = 1 }: Paint): void {
    context.globalAlpha = alpha;
    if (fill !== undefined) {
      context.fillStyle = fill;
      context.fill();
    }
    if (stroke !== undefined) {
      context.strokeStyle = stroke;
      context.lineWidth = width;
      context.setLineDash([...dash]);
      context.stroke();
    }
    context.globalAlpha = 1;
  }

  function patternOf(colour: string): CanvasPattern | null {
    const known = patterns.get(colour);
    if (known !== undefined) return known;
    const tile = document.createElement('canvas');
    tile.width = hatchPx;
    tile.height = hatchPx;
    const drawing = tile.getContext('2d');
    if (drawing) {
      drawing.strokeStyle = colour;
      drawing.lineWidth = 1.4;
      drawing.beginPath();
      // Thrice, so that the corners of neighbouring tiles meet.
      for (const offset of [-hatchPx, 0, hatchPx]) {
        drawing.moveTo(offset, hatchPx);
        drawing.lineTo(offset + hatchPx, 0);
      }
      drawing.stroke();
    }
    const pattern = context.createPattern(tile, 'repeat');
    patterns.set(colour, pattern);
    return pattern;
  }

  return {
    rect(x, y, width, height, how) {
      context.beginPath();
      context.rect(x, y, width, height);
      paint(how);
    },
    line(x1, y1, x2, y2, how) {
      context.beginPath();
      context.moveTo(x1, y1);
      context.lineTo(x2, y2);
      paint(how);
    },
    polygon(points, how) {
      context.beginPath();
      for (const [x, y] of points) context.lineTo(x, y);
      context.closePath();
      paint(how);
    },
    circle(x, y, radius, how) {
      context.beginPath();
      context.arc(x, y, radius, 0, 2 * Math.PI);
      paint(how);
    },
    hatch(x, y, width, height, colour) {
      const pattern = patternOf(colour);
      if (!pattern) return;
      context.fillStyle = pattern;
      context.fillRect(x, y, width, height);
    },
    text(x, y, text, { fill, size, align = 'start', bold = false }) {
      context.font = `${bold ? 'bold ' : ''}${size}px ${fontFamily}`;
      context.fillStyle = fill;
      context.textAlign = align === 'middle' ? 'center' : align;
      context.textBaseline = 'middle';
      context.fillText(text, x, y);
    },
    clipped(x, y, width, height, draw) {
      context.save();
      context.beginPath();
      context.rect(x, y, width, height);
      context.clip();
      draw();
      context.restore();
    },
  };
}
