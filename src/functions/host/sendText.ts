import type { ServerResponse } from 'node:http';

/** Answers with a sentence. */
export function sendText(response: ServerResponse, status: number, text: string): void {
  response.setHeader('content-type', 'text/plain; charset=utf-8');
  response.setHeader('x-content-type-options', 'nosniff');
  response.writeHead(status);
  response.end(response.req.method === 'HEAD' ? undefined : `${text}\n`);
}
