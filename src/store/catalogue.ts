import * as l10n from '@vscode/l10n';
import fs from 'node:fs';
import * as v from 'valibot';
import { moveAside } from './keepAside';
import { reasonOf, StoreError, systemCode } from './storeError';
import type { Notice } from './storeNotice';

/** Raised whenever the shape changes. */
export const catalogueSchema = 1;

const namespaceShape = v.object({ id: v.string(), name: v.string() });
const bindingShape = v.object({
  projectId: v.string(),
  projectName: v.string(),
  namespaceId: v.string(),
  variable: v.string(),
});
const catalogueShape = v.object({
  schema: v.literal(catalogueSchema),
  accounts: v.array(v.object({ name: v.string(), namespaces: v.array(namespaceShape) })),
  bindings: v.array(bindingShape),
});

/** A namespace's entry; the id names its folder and never changes. */
export type CatalogueNamespace = Readonly<v.InferOutput<typeof namespaceShape>>;

/** An account's entry. */
export interface CatalogueAccount {
  readonly name: string;
  readonly namespaces: readonly CatalogueNamespace[];
}

/** A project sees a namespace under a variable name. */
export type CatalogueBinding = Readonly<v.InferOutput<typeof bindingShape>>;

/** Accounts, namespaces and bindings: all that the namespaces' own files do not hold. */
export interface Catalogue {
  readonly schema: typeof catalogueSchema;
  readonly accounts: readonly CatalogueAccount[];
  readonly bindings: readonly CatalogueBinding[];
}

/** What a new storage folder begins with. */
export const emptyCatalogue: Catalogue = { schema: catalogueSchema, accounts: [], bindings: [] };

/**
 * Reads the catalogue.
 *
 * @param rebuild makes one of the namespaces' files where this one is damaged
 * @throws StoreError `STORE_FAILED` where it cannot be read or a newer version wrote it
 */
export async function readCatalogue(
  file: string,
  rebuild: () => Promise<Catalogue>,
  notify: (notice: Notice) => void,
): Promise<{ readonly catalogue: Catalogue; readonly changed: boolean }> {
  const parsed = parse(file);
  if (parsed === 'missing') {
    const rebuilt = await rebuild();
    return { catalogue: rebuilt, changed: rebuilt.accounts.length > 0 };
  }
  if (parsed !== 'damaged') return { catalogue: parsed, changed: false };
  const kept = moveAside(file, 'damaged');
  notify({
    code: 'DAMAGED_FILE_KEPT',
    message: l10n.t(
      'The list of accounts and namespaces was damaged and was kept as "{0}". It was made again from the namespaces; bindings and accounts without namespaces are lost, so bind your projects again.',
      kept,
    ),
    file: kept,
  });
  return { catalogue: await rebuild(), changed: true };
}

function parse(file: string): Catalogue | 'missing' | 'damaged' {
  let text: string;
  try {
    text = fs.readFileSync(file, 'utf8');
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return 'missing';
    throw new StoreError(
      'STORE_FAILED',
      l10n.t('"{0}" cannot be read: {1}', file, reasonOf(error)),
      error,
    );
  }
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return 'damaged';
  }
  if (isNewer(data)) {
    throw new StoreError(
      'STORE_FAILED',
      l10n.t(
        'A newer version of Pages KV wrote "{0}". Update the extension to open it; nothing was changed.',
        file,
      ),
    );
  }
  const checked = v.safeParse(catalogueShape, data);
  return checked.success && isConsistent(checked.output) ? checked.output : 'damaged';
}

function isNewer(data: unknown): boolean {
  const schema = v.safeParse(v.object({ schema: v.number() }), data);
  return schema.success && schema.output.schema > catalogueSchema;
}

// An id becomes a folder's name, so a foreign one must not lead elsewhere.
function isConsistent({ accounts }: Catalogue): boolean {
  const ids = accounts.flatMap((account) => account.namespaces.map(({ id }) => id));
  return new Set(ids).size === ids.length && ids.every((id) => /^[a-z0-9-]{1,64}$/.test(id));
}
