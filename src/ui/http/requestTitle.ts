import type { HttpFileRequest } from '../../functions/httpFile/httpFile';

/** What tells a request from the others of its file: its name, else its method and path. */
export function requestTitle({ name, method, target }: HttpFileRequest): string {
  const address = target.map(({ text }) => text).join('');
  const path = address.replace(/^(?:[a-z]+:\/\/)?(?:\{\{\s*host\s*\}\}|[^/]*)(?=\/|$)/i, '');
  return name ?? `${method} ${path.replace(/\?.*$/, '') || '/'}`;
}
