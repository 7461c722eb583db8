/** The file in a project's folder. */
export const declarationFile = 'pages-kv.d.ts';

/** How a file begins that is ours to write. */
export const declarationMarker =
  '// Made by Pages KV for EdgeOne, which keeps it up to date: changes here are lost.';

export interface DeclaredVariable {
  readonly variable: string;
  readonly account: string;
  readonly namespace: string;
}

/**
 * Type declarations of a project: its KV variables as globals, and what handlers and middleware
 * are called with (spec sections 3 and 4). A script and not a module, so that nothing need be
 * imported.
 */
export function declarationText(variables: readonly DeclaredVariable[]): string {
  const sorted = [...variables].sort((a, b) => (a.variable < b.variable ? -1 : 1));
  const globals = sorted.map(
    ({ variable, account, namespace }) =>
      `/** The namespace ${oneLine(namespace)} of the account ${oneLine(account)}. */\n` +
      // With `var` it is a property of globalThis too.
      `declare var ${variable}: KVNamespace;\n`,
  );
  return `${declarationMarker}\n\n${library}${globals.length > 0 ? `\n${globals.join('')}` : ''}`;
}

/** A name as it may stand in a comment. */
function oneLine(name: string): string {
  return JSON.stringify(name).replaceAll('*/', '*\\/');
}

const library = `/// <reference lib="es2022" />
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

/** Values that \`put\` takes; anything else is refused, nothing is turned into text. */
type KVValue = string | ArrayBuffer | ArrayBufferView | ReadableStream;

/** What \`get\` gives a value as. */
type KVValueType = 'text' | 'json' | 'arrayBuffer' | 'stream';

interface KVListOptions {
  prefix?: string | null | undefined;
  /** 1 to 256, which is the default. */
  limit?: number | undefined;
  /** The cursor of the page before. */
  cursor?: string | null | undefined;
}

interface KVListResult {
  /** Whether this is the last page. */
  complete: boolean;
  /** Leads to the next page; \`null\` on the last one. */
  cursor: string | null;
  keys: { key: string }[];
}

/** A namespace, as a function sees it under the variable it is bound to. */
interface KVNamespace {
  /**
   * Stores a value of at most 25 MB under a key of letters, digits and \`_\`.
   * Other edge nodes may serve the value before for up to 60 seconds.
   */
  put(key: string, value: KVValue): Promise<void>;
  /** \`null\` where the key is missing. */
  get(key: string, type?: 'text' | { type?: 'text' | undefined }): Promise<string | null>;
  get<Value = any>(key: string, type: 'json' | { type: 'json' }): Promise<Value | null>;
  get(key: string, type: 'arrayBuffer' | { type: 'arrayBuffer' }): Promise<ArrayBuffer | null>;
  get(key: string, type: 'stream' | { type: 'stream' }): Promise<ReadableStream<Uint8Array> | null>;
  get(
    key: string,
    type: KVValueType | { type?: KVValueType | undefined },
  ): Promise<string | object | ArrayBuffer | ReadableStream | null>;
  /** No error where the key is missing. */
  delete(key: string): Promise<void>;
  /** Keys in the order of their bytes, one page at a time. */
  list(options?: KVListOptions | null): Promise<KVListResult>;
}

/** Where a request came in. */
interface EdgeGeo {
  readonly asn: number;
  readonly countryName: string;
  readonly countryCodeAlpha2: string;
  readonly countryCodeAlpha3: string;
  readonly countryCodeNumeric: string;
  readonly regionName: string;
  readonly regionCode: string;
  readonly cityName: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly cisp: string;
}

interface EdgeInfo {
  readonly geo: EdgeGeo;
  readonly uuid: string;
  readonly clientIp: string;
}

interface EdgeRequest extends Request {
  readonly eo: EdgeInfo;
}

/** Texts of \`.env\`. KV variables are no part of it: they are globals. */
interface EdgeEnv {
  readonly [name: string]: string | undefined;
}

/**
 * What a handler is called with.
 *
 * \`[id]\` in the file's path is a text, \`[[rest]]\` of several segments a list of texts:
 * \`EventContext<{ id: string; rest: string | string[] }>\`.
 */
interface EventContext<Params = Record<string, string | string[]>> {
  readonly request: EdgeRequest;
  readonly params: Params;
  readonly env: EdgeEnv;
  /** Keeps the function running until the promise is settled; the response does not wait. */
  readonly waitUntil: (promise: Promise<unknown>) => void;
  readonly eo: EdgeInfo;
}

/** \`export const onRequestGet: PagesFunction = async ({ request }) => …\` */
type PagesFunction<Params = Record<string, string | string[]>> = (
  context: EventContext<Params>,
) => Response | Promise<Response>;

interface ResponseCookieOptions {
  path?: string;
  domain?: string;
  /** Seconds. */
  maxAge?: number;
  expires?: Date | string | number;
  httpOnly?: boolean;
  secure?: boolean;
  sameSite?: string;
}

/** The \`Set-Cookie\` headers of a response. */
interface ResponseCookies {
  set(
    name: string,
    value: string | ({ value: string } & ResponseCookieOptions),
    options?: ResponseCookieOptions,
  ): this;
  delete(name: string, options?: ResponseCookieOptions): this;
  get(name: string): { name: string; value: string } | undefined;
  getAll(): { name: string; value: string }[];
  has(name: string): boolean;
  /** Lets the client forget each of them. */
  clear(): this;
}

interface MiddlewareResponse extends Response {
  readonly cookies: ResponseCookies;
}

/** What a middleware is called with. */
interface MiddlewareContext {
  readonly request: EdgeRequest;
  readonly env: EdgeEnv;
  readonly waitUntil: (promise: Promise<unknown>) => void;
  /** Goes on; \`headers\` are those of the request, or \`request.headers\` where both are given. */
  readonly next: (options?: {
    headers?: HeadersInit;
    request?: { headers?: HeadersInit };
  }) => MiddlewareResponse;
  readonly redirect: (url: string | URL, status?: number) => MiddlewareResponse;
  readonly rewrite: (url: string | URL) => MiddlewareResponse;
  readonly geo: EdgeGeo;
  readonly clientIp: string;
}

/** \`export const middleware: PagesMiddleware = ({ next }) => next()\` */
type PagesMiddleware = (
  context: MiddlewareContext,
) => Response | undefined | void | Promise<Response | undefined | void>;

/** \`export const config: MiddlewareConfig = { matcher: '/api/:path*' }\` */
interface MiddlewareConfig {
  matcher?: string | { source: string } | (string | { source: string })[];
}

/** A cookie, with the attributes that were given. */
interface EdgeCookie {
  readonly name: string;
  readonly value: string;
  readonly domain?: string;
  readonly path?: string;
  readonly expires?: string;
  readonly max_age?: string;
  readonly samesite?: string;
  readonly httponly?: boolean;
  readonly secure?: boolean;
}

/** \`new Cookies(request.headers.get('cookie'))\`; name, domain and path are a cookie's key. */
declare class Cookies {
  constructor(text?: string | null, isSetCookie?: boolean);
  /** A list where several have the name; all cookies without a name. */
  get(name?: string): EdgeCookie | EdgeCookie[] | null;
  /** Replaces what has the same key; false where a limit is passed. */
  set(name: string, value: string, options?: Partial<EdgeCookie>): boolean;
  /** Adds another value; false also where it is there already. */
  append(name: string, value: string, options?: Partial<EdgeCookie>): boolean;
  /** \`*\` as domain or path is any of them. */
  remove(name: string, options?: Partial<EdgeCookie>): boolean;
}

interface CacheStorage {
  /** The cache of this edge node. */
  readonly default: Cache;
}
`;
