import type { Resolver } from './createResolver';
import type { HttpFileRequest, Piece } from './httpFile';
import { continuesForm } from './lines';

/** What is sent, but for the content of files. */
export interface ResolvedRequest {
  readonly method: string;
  /** Path or address, as written. */
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Empty where the request has no body. */
  readonly body: readonly BodyPart[];
}

export type BodyPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'file'; readonly path: Piece; readonly variables: boolean };

/** Fills in the variables; look at the problems of both arguments before using the result. */
export function resolveRequest(request: HttpFileRequest, resolver: Resolver): ResolvedRequest {
  const resolve = (piece: Piece) => resolver.resolve(piece);
  const headers = request.headers.map(
    ({ name, value }) => [resolve(name), resolve(value)] as const,
  );
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  return {
    method: request.method,
    target: request.target.map(resolve).join(''),
    headers,
    body: request.body.flatMap((line, index) => {
      const begins = index === 0 || (line.kind === 'text' && joinsForm(type, line.text.text));
      const end: readonly BodyPart[] = begins ? [] : [{ kind: 'text', text: lineEnd(type) }];
      if (line.kind === 'text') return [...end, { kind: 'text', text: resolve(line.text) }];
      const path = { ...line.path, text: resolve(line.path) };
      return [...end, { kind: 'file', path, variables: line.variables }];
    }),
  };
}

/** Parts of a multipart body end with CR LF (RFC 2046), whatever the file's lines end with. */
export function lineEnd(contentType: string): '\n' | '\r\n' {
  return /^\s*multipart\//i.test(contentType) ? '\r\n' : '\n';
}

export function joinsForm(contentType: string, line: string): boolean {
  return /^\s*application\/x-www-form-urlencoded/i.test(contentType) && continuesForm(line);
}
