import type { NewFile } from '../../finding';
import { eventHelper, kvTypes } from './keyPerEvent';

/** A file's name has room for so much of a key. */
const nameMax = 100;

/** A function that writes an event, for {@link totalFile} to count. */
export function uncountedEventHelper(name: string, typed: boolean): string {
  const comment = `
/**
 * Each event has a key of its own, so no request overwrites what another one counted. "${name}"
 * holds their total as another function last counted it.
 */`;
  return eventHelper(comment, typed);
}

/** A function that counts the events of a key and puts the total into it. */
export function totalFile(variable: string, name: string, typed: boolean): NewFile {
  const declared = `declare const ${variable}: {
  ${kvTypes.put}
  ${kvTypes.list}
};

`;
  const text = `${typed ? declared : ''}// The first total overwrites what "${name}" had counted before: write that number here to keep it.
const countedBefore = 0;

/**
 * Counts the events of "${name}" and puts the total into that record.
 *
 * It asks the central store and never reads the total, so it loses nothing. Let a single caller make
 * one request after the other, such as a scheduled task: of two counts at once the earlier one may
 * end last, and then its smaller total stays until the next count.
 */
export async function onRequestPost() {
  let total = countedBefore;
  let cursor${typed ? ': string | undefined' : ''};
  do {
    const page = await ${variable}.list({ prefix: '${name}_event_', cursor });
    total += page.keys.length;
    cursor = page.complete ? undefined : (page.cursor ?? undefined);
  } while (cursor);
  await ${variable}.put('${name}', String(total));
  return new Response(String(total));
}
`;
  const extension = typed ? 'ts' : 'js';
  return { name: `${name.slice(0, nameMax)}_total`, extension, text };
}
