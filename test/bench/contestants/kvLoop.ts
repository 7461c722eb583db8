/** Operations that sides are compared by. */
export type LoopOperation = 'get' | 'put' | 'list';

/** Bytes of each value. */
export const valueBytes = 1024;

/** Keys of the namespace, which make one full page of `list`. */
export const keyCount = 256;

/**
 * JavaScript that both our functions and a worker of Miniflare run: `loop(kv, url)` does
 * `operations` of one kind, `lanes` of them at a time, and fails where a value is wrong.
 */
export const loopSource = `
const value = 'v'.repeat(${valueBytes});
const keyOf = (index) => 'key_' + (index % ${keyCount}).toString().padStart(4, '0');
const kinds = {
  async get(kv, index) {
    const found = await kv.get(keyOf(index));
    if (found?.length !== ${valueBytes}) throw new Error('get found no such value');
  },
  put: (kv, index) => kv.put(keyOf(index), value),
  async list(kv) {
    const page = await kv.list({ limit: ${keyCount} });
    if (page.keys.length !== ${keyCount}) throw new Error('list found ' + page.keys.length);
  },
};
async function loop(kv, address) {
  const query = new URL(address).searchParams;
  const run = kinds[query.get('operation')];
  const operations = Number(query.get('operations'));
  let next = 0;
  const lane = async () => {
    while (next < operations) await run(kv, next++);
  };
  await Promise.all(Array.from({ length: Number(query.get('lanes')) }, lane));
  return new Response('done');
}
`;

/** The address that starts a loop. */
export function loopPath(operation: LoopOperation, operations: number, lanes: number): string {
  return `/loop?operation=${operation}&operations=${operations}&lanes=${lanes}`;
}
