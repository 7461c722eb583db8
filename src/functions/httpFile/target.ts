/** Where a request goes. */
export type Target =
  /** To the project that owns the file. */
  | { readonly kind: 'path'; readonly path: string }
  | {
      readonly kind: 'address';
      /** `http` where the file names none. */
      readonly scheme: string;
      /** Host and port, as written. */
      readonly authority: string;
      readonly hostname: string;
      readonly port: number;
      /** Path and query, `/` first. */
      readonly path: string;
    }
  | { readonly kind: 'invalid' };

/**
 * Reads the target of a request line: `/path`, `http://host/path`, `host:port/path`, and
 * `:port/path` for this machine.
 *
 * @param hostHeader makes an address of a path, as both tools have it
 */
export function parseTarget(text: string, hostHeader?: string): Target {
  if (text.startsWith('/') || text === '*') {
    return hostHeader === undefined
      ? { kind: 'path', path: text }
      : address('http', hostHeader, text);
  }
  // `{{host}}` has a scheme of its own; people write one in front of it all the same.
  const plain = text.replace(/^https?:\/\/(?=https?:\/\/)/i, '');
  const match = /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^/?#]*)(.*)$/i.exec(plain);
  const [, scheme = 'http', authority = '', rest = ''] = match ?? [];
  return address(scheme.toLowerCase(), authority, rest);
}

/** Whether a name means this machine; `NODE.localhost` chooses an edge node too. */
export function isLoopback(hostname: string): boolean {
  return /^(?:127(?:\.\d{1,3}){3}|(?:[a-z0-9-]+\.)?localhost)$/i.test(hostname);
}

function address(scheme: string, authority: string, rest: string): Target {
  const whole = authority.startsWith(':') ? `localhost${authority}` : authority;
  const match = /^([^\s:@[\]]+|\[[0-9a-f:]+\])(?::(\d{1,5}))?$/i.exec(whole);
  if (match === null) return { kind: 'invalid' };
  const [, hostname = '', port = scheme === 'https' ? '443' : '80'] = match;
  const path = rest.startsWith('/') ? rest : `/${rest}`;
  return { kind: 'address', scheme, authority: whole, hostname, port: Number(port), path };
}
