/** A header as a person wrote it, `name: value`. */
export type HeaderLine = readonly [name: string, value: string];

const tokenPattern = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
// Bytes that HTTP allows in a value; Node refuses the others.
const valuePattern = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Why the line is no header, or `undefined` where it is one. */
export type HeaderFault = 'noColon' | 'name' | 'value' | 'transport';

// Set by the connection itself; a wrong one would leave both sides waiting for each other.
const transportHeaders = new Set([
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

export function isTransportHeader(name: string): boolean {
  return transportHeaders.has(name.toLowerCase());
}

export function headerFault(line: string): HeaderFault | undefined {
  const colon = line.indexOf(':');
  if (colon < 0) return 'noColon';
  const [name, value] = splitAt(line, colon);
  if (!tokenPattern.test(name)) return 'name';
  if (isTransportHeader(name)) return 'transport';
  return valuePattern.test(value) ? undefined : 'value';
}

/** @throws RangeError where {@link headerFault} finds a fault */
export function parseHeaderLine(line: string): HeaderLine {
  const fault = headerFault(line);
  if (fault !== undefined) throw new RangeError(fault);
  return splitAt(line, line.indexOf(':'));
}

function splitAt(line: string, colon: number): HeaderLine {
  return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
}
