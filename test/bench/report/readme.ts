const begin = '<!-- bench:begin -->';
const end = '<!-- bench:end -->';

/**
 * Puts text between the two markers of a README.
 *
 * @throws Error where the markers are not there once each, in this order
 */
export function replaceBetweenMarkers(readme: string, text: string): string {
  const [before, rest, ...more] = readme.split(begin);
  const [, after, ...evenMore] = rest?.split(end) ?? [];
  if (before === undefined || after === undefined || more.length + evenMore.length > 0) {
    throw new Error(`README.md must have "${begin}" and "${end}" once each, in this order`);
  }
  return `${before}${begin}\n\n${text.trim()}\n\n${end}${after}`;
}
