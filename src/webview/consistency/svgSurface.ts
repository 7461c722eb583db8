import { fontFamily, type Paint, type Surface } from './surface';

/** Collects what is drawn as the text of an SVG file. */
export function svgSurface(width: number, height: number): Surface & { toString(): string } {
  const parts: string[] = [];
  const definitions: string[] = [];
  const patterns = new Map<string, string>();
  let clips = 0;

  const add = (tag: string, place: Readonly<Record<string, number | string>>, how: Paint): void => {
    parts.push(`<${tag}${attributes({ ...place, ...painted(how) })}/>`);
  };

  function patternOf(colour: string): string {
    const known = patterns.get(colour);
    if (known !== undefined) return known;
    const name = `hatch${patterns.size}`;
    patterns.set(colour, name);
    const size = attributes({ id: name, width: 6, height: 6, patternUnits: 'userSpaceOnUse' });
    const lines = attributes({
      d: 'M-1 1L1-1M0 6L6 0M5 7L7 5',
      stroke: colour,
      'stroke-width': 1.4,
    });
    definitions.push(`<pattern${size}><path${lines}/></pattern>`);
    return name;
  }

  return {
    rect(x, y, w, h, how) {
      add('rect', { x, y, width: w, height: h }, how);
    },
    line(x1, y1, x2, y2, how) {
      add('line', { x1, y1, x2, y2 }, how);
    },
    polygon(points, how) {
      const list = points.map(([x, y]) => `${short(x)},${short(y)}`).join(' ');
      add('polygon', { points: list }, how);
    },
    circle(cx, cy, r, how) {
      add('circle', { cx, cy, r }, how);
    },
    hatch(x, y, w, h, colour) {
      add('rect', { x, y, width: w, height: h }, { fill: `url(#${patternOf(colour)})` });
    },
    text(x, y, text, { fill, size, align = 'start', bold = false }) {
      const weight = bold ? { 'font-weight': 'bold' } : {};
      const place = { x, y, fill, 'font-size': size, 'text-anchor': align, ...weight };
      const central = { 'dominant-baseline': 'central' };
      parts.push(`<text${attributes({ ...place, ...central })}>${escaped(text)}</text>`);
    },
    clipped(x, y, w, h, draw) {
      const name = `clip${clips}`;
      clips += 1;
      const place = attributes({ x, y, width: w, height: h });
      definitions.push(`<clipPath id="${name}"><rect${place}/></clipPath>`);
      parts.push(`<g clip-path="url(#${name})">`);
      draw();
      parts.push('</g>');
    },
    toString: () => {
      const size = attributes({ width, height, viewBox: `0 0 ${width} ${height}` });
      const font = attributes({ 'font-family': fontFamily });
      const head = `<svg xmlns="http://www.w3.org/2000/svg"${size}${font}>`;
      return [head, `<defs>${definitions.join('')}</defs>`, ...parts, '</svg>', ''].join('\n');
    },
  };
}

function painted({ fill, stroke, width, dash, alpha }: Paint) {
  return {
    fill: fill ?? 'none',
    ...(stroke === undefined ? {} : { stroke, 'stroke-width': width ?? 1 }),
    ...(dash && dash.length > 0 ? { 'stroke-dasharray': dash.join(' ') } : {}),
    ...(alpha === undefined ? {} : { opacity: alpha }),
  };
}

function attributes(values: Readonly<Record<string, number | string>>): string {
  return Object.entries(values)
    .map(
      ([name, value]) => ` ${name}="${typeof value === 'number' ? short(value) : escaped(value)}"`,
    )
    .join('');
}

function short(value: number): string {
  return `${Math.round(value * 100) / 100}`;
}

/** What XML forbids, such as control and half characters, becomes a replacement character. */
function escaped(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\p{Cs}\uFFFE\uFFFF]/gu, '\uFFFD')
    .replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
