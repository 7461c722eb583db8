import type { NamespaceRef, RecordRef } from '../../rpc/emulatorData';

/** The scheme of the file system that records are edited through. */
export const recordScheme = 'pageskv';

/** The scheme of read-only copies of what is stored now, for comparing. */
export const storedRecordScheme = 'pageskv-stored';

/** The scheme of read-only copies of what an edge node would return, its name in the query. */
export const nodeCopyScheme = 'pageskv-node';

/** What a path of the file system names. */
export type RecordPathTarget =
  | { readonly kind: 'root' }
  | { readonly kind: 'account'; readonly account: string }
  | ({ readonly kind: 'namespace' } & NamespaceRef)
  | ({ readonly kind: 'record' } & RecordRef);

/** `/account/namespace/key`; ordinary names and keys stand there as they are. */
export function recordPath(record: RecordRef): string {
  return [escapeDrive(record.account), ...[record.namespace, record.key].map(escapeSegment)].join(
    '',
  );
}

/** The inverse of {@link recordPath}; `null` where nothing has that path. */
export function parseRecordPath(path: string): RecordPathTarget | null {
  const segments = path.split('/').slice(1);
  if (segments.at(-1) === '') segments.pop();
  const names: string[] = [];
  for (const [index, segment] of segments.entries()) {
    const name = unescapeSegment(segment);
    if (name === null) return null;
    const escaped = index === 0 ? escapeDrive(name) : escapeSegment(name);
    // Only one spelling names a record, so that it is never open twice under two names.
    if (escaped !== `/${segment}`) return null;
    names.push(name);
  }
  const [account, namespace, key, ...rest] = names;
  if (rest.length > 0) return null;
  if (account === undefined) return { kind: 'root' };
  if (namespace === undefined) return { kind: 'account', account };
  if (key === undefined) return { kind: 'namespace', account, namespace };
  return { kind: 'record', account, namespace, key };
}

/** An account's name as the first segment of a path, without the slash. */
export function escapeAccount(name: string): string {
  return escapeDrive(name).slice(1);
}

/** Another name as a path segment, without the slash. */
export function escapeName(name: string): string {
  return escapeSegment(name).slice(1);
}

/*
 * Escaped: what a path or an address gives a meaning (`/ \ % ? #`), what cannot be seen or changes
 * the order in which a name is read (controls, line ends, bidirectional marks, a byte order mark),
 * half characters, and spaces at the ends.
 */
const special = /[/\\%?#\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}\uFEFF]|^ | $/gu;

function escapeSegment(name: string): string {
  if (name === '.' || name === '..') return `/${name.replaceAll('.', '%2E')}`;
  return `/${name.replace(special, escapeCharacter)}`;
}

// An address takes `/C:` at its beginning for a drive and makes its letter small.
function escapeDrive(name: string): string {
  return escapeSegment(name).replace(/^\/([A-Za-z]):/, '/$1%3A');
}

function escapeCharacter(character: string): string {
  const code = character.charCodeAt(0);
  const hex = code.toString(16).toUpperCase();
  return code < 256 ? `%${hex.padStart(2, '0')}` : `%u${hex.padStart(4, '0')}`;
}

function unescapeSegment(segment: string): string | null {
  if (segment === '') return null;
  const plain = segment.replace(/%(?:u([0-9A-F]{4})|([0-9A-F]{2}))/g, (_, wide, narrow) =>
    String.fromCharCode(parseInt(String(wide ?? narrow), 16)),
  );
  return plain;
}
