// Use case 1: a visit counter.
//
// `my_kv` is the variable name that the namespace "visits" is bound to in this project.
// It is a global, not a part of `context.env`.

export async function onRequest() {
  const count = Number((await my_kv.get('count')) ?? 0) + 1;

  // KV has no atomic increment: two requests at the same moment may both read the same number,
  // and an edge node may read one that is up to 60 seconds old. Good enough to show how busy a
  // page is; not good enough to number invoices.
  // pages-kv-ignore-next-line lost-update
  await my_kv.put('count', String(count));

  return new Response(`${count}\n`, {
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  });
}
