/** Said in the text itself, so that the code needs no type declarations. */
export const kvTypes = {
  put: 'put(key: string, value: string): Promise<void>;',
  list: `list(query: {
    prefix: string;
    cursor?: string | undefined;
  }): Promise<{ complete: boolean; cursor: string | null; keys: { key: string }[] }>;`,
} as const;

export const eventComment = `
/** Each event has a key of its own, so no request overwrites what another one counted. */`;

/** A function that writes an event. */
export function eventHelper(comment: string, typed: boolean): string {
  const parameters = typed ? `kv: { ${kvTypes.put.slice(0, -1)} }, name: string` : 'kv, name';
  return `${comment}
async function addEvent(${parameters}) {
  await kv.put(\`\${name}_event_\${crypto.randomUUID().replaceAll('-', '_')}\`, '1');
}
`;
}

/** Functions that write events and count them. */
export function keyPerEventHelpers(name: string, typed: boolean): string {
  const list = kvTypes.list.replaceAll('\n', '\n  ');
  const parameters = typed ? `\n  kv: {\n    ${list}\n  },\n  name: string,\n` : 'kv, name';
  return `${eventHelper(eventComment, typed)}
/**
 * \`list\` asks the central store, 256 keys at a time.
 *
 * What "${name}" had counted before stays behind in that record and is not in it: add it here once,
 * or delete the record.
 */
async function countEvents(${parameters}) {
  let count = 0;
  let cursor${typed ? ': string | undefined' : ''};
  do {
    const page = await kv.list({ prefix: \`\${name}_event_\`, cursor });
    count += page.keys.length;
    cursor = page.complete ? undefined : (page.cursor ?? undefined);
  } while (cursor);
  return count;
}
`;
}
