import type { Headers } from 'undici';

export interface CookieOptions {
  readonly path?: string;
  readonly domain?: string;
  readonly maxAge?: number;
  readonly expires?: Date | string | number;
  readonly httpOnly?: boolean;
  readonly secure?: boolean;
  readonly sameSite?: string;
}

interface ReadCookie {
  readonly name: string;
  readonly value: string;
}

/** `cookies` of what `next()`, `redirect()` and `rewrite()` give: `Set-Cookie` headers. [CLI] */
export class ResponseCookies {
  readonly #headers: Headers;

  constructor(headers: Headers) {
    this.#headers = headers;
  }

  /** Adds one, encoded; its value may be an object of `value` and options. */
  set(name: string, value: unknown, options: CookieOptions = {}): this {
    const { value: text, ...own } = isObject(value) ? value : { value };
    const parts = [
      `${name}=${encodeURIComponent(String(text))}`,
      ...attributes({ ...own, ...options }),
    ];
    this.#headers.append('set-cookie', parts.join('; '));
    return this;
  }

  delete(name: string, options: CookieOptions = {}): this {
    return this.set(name, '', { ...options, maxAge: 0, expires: new Date(0) });
  }

  get(name: string): ReadCookie | undefined {
    return this.getAll().find((cookie) => cookie.name === name);
  }

  getAll(): ReadCookie[] {
    return this.#headers.getSetCookie().map((cookie) => {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=');
      return { name: name.trim(), value: decodeURIComponent(value) };
    });
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  /** Lets the client forget each of them. */
  clear(): this {
    for (const { name } of this.getAll()) this.delete(name);
    return this;
  }
}

function isObject(value: unknown): value is CookieOptions & { readonly value: unknown } {
  return typeof value === 'object' && value !== null && 'value' in value;
}

function attributes(options: CookieOptions): string[] {
  const { path, domain, maxAge, expires, httpOnly, secure, sameSite } = options;
  return [
    ...(path ? [`Path=${path}`] : []),
    ...(domain ? [`Domain=${domain}`] : []),
    ...(maxAge === undefined ? [] : [`Max-Age=${maxAge}`]),
    ...(expires ? [`Expires=${new Date(expires).toUTCString()}`] : []),
    ...(httpOnly ? ['HttpOnly'] : []),
    ...(secure ? ['Secure'] : []),
    ...(sameSite ? [`SameSite=${sameSite}`] : []),
  ];
}
