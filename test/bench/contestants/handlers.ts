/** Handlers that sides answer with: an empty one, and one that gets a record. */
export type HandlerPath = '/empty' | '/get';

/** What each of them answers. */
export const answers: Readonly<Record<HandlerPath, string>> = { '/empty': '', '/get': '1024' };

/** JavaScript: `handle(kv, pathname)` answers both. */
export const handlersSource = `
async function handle(kv, pathname) {
  if (pathname === '/empty') return new Response('');
  return new Response(String((await kv.get('key_0007')).length));
}
`;
