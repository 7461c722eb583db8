/** A cookie, as read; attributes are there where they were given. [DOC] */
export interface Cookie {
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

const textAttributes = ['domain', 'path', 'expires', 'max_age', 'samesite'] as const;
const flagAttributes = ['httponly', 'secure'] as const;

/** As they are given: numbers and `null` come too. */
type Attributes = Readonly<
  Partial<
    Record<(typeof textAttributes)[number], string | number | null> &
      Record<(typeof flagAttributes)[number], boolean>
  >
>;

/** [DOC], for what is added; a header that came with more is read whole. [ASSUMED] */
const limits = { cookies: 64, nameBytes: 64, cookieBytes: 1024, totalBytes: 4096 } as const;

/**
 * `Cookies` of the edge runtime: reads a `Cookie` or `Set-Cookie` header, and manages what it read.
 *
 * Name, domain and path together are a cookie's key; `set` replaces what has the same key, `append`
 * adds another value to it. Nothing is decoded or encoded. [DOC]
 *
 * @see the product's documentation of `Cookies` (read 2026-11-29)
 */
export class Cookies {
  #cookies: readonly Cookie[] = [];

  constructor(text?: string | null, isSetCookie = false) {
    const parts = String(text ?? '')
      .split(';')
      .map((part) => part.trim());
    if (isSetCookie) this.#read(parts[0] ?? '', attributesOf(parts.slice(1)));
    else for (const part of parts) this.#read(part, {});
  }

  /** `null` where there is none, a list where there are several. */
  get(name?: string): Cookie | readonly Cookie[] | null {
    const found = this.#cookies.filter((one) => name === undefined || one.name === String(name));
    return found.length > 1 ? found : (found[0] ?? null);
  }

  /** @returns false where the cookie has no name, or a limit is passed */
  set(name: string, value: string, options?: Attributes): boolean {
    const cookie = makeCookie(name, value, options);
    return this.#keep([...this.#cookies.filter((one) => !hasSameKey(one, cookie)), cookie], cookie);
  }

  /** @returns false also where the same key has the same value already */
  append(name: string, value: string, options?: Attributes): boolean {
    const cookie = makeCookie(name, value, options);
    const isKnown = this.#cookies.some(
      (one) => hasSameKey(one, cookie) && one.value === cookie.value,
    );
    return !isKnown && this.#keep([...this.#cookies, cookie], cookie);
  }

  /**
   * Takes away what has this key; `*` as domain or path is any of them.
   *
   * @returns whether there was such a cookie [ASSUMED]
   */
  remove(name: string, options: Attributes = {}): boolean {
    const { domain, path = domain === '*' ? '*' : undefined } = options;
    const left = this.#cookies.filter(
      (one) => one.name !== String(name) || !fits(one.domain, domain) || !fits(one.path, path),
    );
    const isRemoved = left.length < this.#cookies.length;
    this.#cookies = left;
    return isRemoved;
  }

  #read(pair: string, attributes: Attributes): void {
    const end = pair.indexOf('=');
    if (end < 1) return;
    const cookie = makeCookie(pair.slice(0, end).trim(), pair.slice(end + 1).trim(), attributes);
    this.#cookies = [...this.#cookies, cookie];
  }

  #keep(cookies: readonly Cookie[], added: Cookie): boolean {
    const isSmall =
      added.name !== '' &&
      byteLength(added.name) <= limits.nameBytes &&
      valueBytes(added) <= limits.cookieBytes &&
      cookies.length <= limits.cookies &&
      cookies.reduce((sum, one) => sum + byteLength(one.name) + valueBytes(one), 0) <=
        limits.totalBytes;
    if (isSmall) this.#cookies = cookies;
    return isSmall;
  }
}

function makeCookie(name: string, value: string, attributes: Attributes = {}): Cookie {
  const texts = textAttributes.flatMap((key) => {
    const text = attributes[key] ?? undefined;
    return text === undefined ? [] : [[key, String(text)] as const];
  });
  const flags = flagAttributes.filter((key) => attributes[key]).map((key) => [key, true] as const);
  return Object.freeze({
    name: String(name),
    value: String(value),
    ...(Object.fromEntries([...texts, ...flags]) as Partial<Cookie>),
  });
}

function attributesOf(parts: readonly string[]): Attributes {
  return Object.fromEntries(
    parts.map((part) => {
      const [name = '', ...value] = part.split('=');
      const key = name.trim().toLowerCase().replace('-', '_');
      const isFlag = flagAttributes.some((flag) => flag === key);
      return [key, isFlag ? true : value.join('=').trim()];
    }),
  );
}

const hasSameKey = (a: Cookie, b: Cookie): boolean =>
  a.name === b.name && fits(a.domain, b.domain) && fits(a.path, b.path);

/** Without an attribute is the same as with an empty one. */
const fits = (own: string | undefined, wanted: Attributes['path']): boolean =>
  wanted === '*' || (own ?? '') === String(wanted ?? '');

const byteLength = (text: string): number => new TextEncoder().encode(text).byteLength;

const valueBytes = (cookie: Cookie): number =>
  [cookie.value, ...textAttributes.map((key) => cookie[key] ?? '')].reduce(
    (sum, text) => sum + byteLength(text),
    0,
  );

// A minified build gives classes other names.
Object.defineProperty(Cookies, 'name', { value: 'Cookies', configurable: true });
