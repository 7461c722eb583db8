import type { RouteHandler } from '../../rpc/hostApi';

const methods: Readonly<Record<string, RouteHandler['method']>> = {
  onRequest: 'ALL',
  onRequestGet: 'GET',
  onRequestPost: 'POST',
  onRequestPut: 'PUT',
  onRequestPatch: 'PATCH',
  onRequestDelete: 'DELETE',
  onRequestHead: 'HEAD',
  onRequestOptions: 'OPTIONS',
};

/** The method that an export of this name handles; `undefined` where it is no handler. */
export function methodOfExport(name: string): RouteHandler['method'] | undefined {
  return Object.hasOwn(methods, name) ? methods[name] : undefined;
}
