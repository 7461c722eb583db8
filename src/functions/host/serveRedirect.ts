import type { ServerResponse } from 'node:http';
import type { Redirect } from '../rules/applyRules';

/** Sends the client elsewhere; the body of the request is not read. */
export function serveRedirect(response: ServerResponse, redirect: Redirect): void {
  response.setHeader('location', redirect.location);
  response.setHeader('content-length', 0);
  response.writeHead(redirect.status).end();
}
