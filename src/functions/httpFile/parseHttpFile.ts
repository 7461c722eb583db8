import type { FileVariable, HttpFile, HttpFileRequest } from './httpFile';
import { isSeparator, splitLines } from './lines';
import { parseSection } from './parseSection';

/**
 * Reads an `.http` file: requests between `###`, and the variables that all of them share.
 *
 * The syntax is what REST Client (README, "Making Request", "Variables") and JetBrains' HTTP Client
 * ("Exploring the HTTP request syntax") have in common, both read 2026-11-25. Nothing is refused
 * here: what cannot be sent is a problem of its request.
 */
export function parseHttpFile(text: string): HttpFile {
  const lines = splitLines(text);
  const starts = lines.flatMap((line, index) => (isSeparator(line) ? [index] : []));
  const bounds = starts[0] === 0 ? starts : [0, ...starts];
  const variables: FileVariable[] = [];
  const requests: HttpFileRequest[] = [];
  for (const [index, first] of bounds.entries()) {
    const last = (bounds[index + 1] ?? lines.length) - 1;
    const section = parseSection(lines, { first, last });
    variables.push(...section.variables);
    if (section.request) requests.push(section.request);
  }
  return { variables, requests };
}
