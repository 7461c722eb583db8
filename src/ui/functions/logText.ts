import { codeLink } from '../../functions/codeLink';
import type { HostLogLine } from '../../rpc/hostApi';

/** What a function logged, with the link to the code; below it where it has several lines. */
export function logText({ text, place }: HostLogLine): string {
  if (!place) return text;
  return text.includes('\n') ? `${text}\n    at ${codeLink(place)}` : `${text}  ${codeLink(place)}`;
}
