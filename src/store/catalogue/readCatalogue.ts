import * as l10n from '@vscode/l10n';
import fs from 'node:fs';
import * as v from 'valibot';
import { moveAside } from '../files/keepAside';
import { reasonOf, StoreError, systemCode } from '../storeError';
import type { Notice } from '../storeNotice';
import { catalogueSchema, catalogueShape, type Catalogue } from './catalogue';
import { migrateCatalogue } from './migrateCatalogue';

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
  const checked = v.safeParse(catalogueShape, migrateCatalogue(data));
  return checked.success && isConsistent(checked.output) ? checked.output : 'damaged';
}

function isNewer(data: unknown): boolean {
  const schema = v.safeParse(v.object({ schema: v.number() }), data);
  return schema.success && schema.output.schema > catalogueSchema;
}

// An id becomes the name of a folder or file, so a foreign one must not lead elsewhere.
function isConsistent({ accounts }: Catalogue): boolean {
  const namespaces = accounts.flatMap((account) => account.namespaces);
  const ids = namespaces.flatMap(({ id, snapshots }) => [id, ...snapshots.map((one) => one.id)]);
  return new Set(ids).size === ids.length && ids.every((id) => /^[a-z0-9-]{1,64}$/.test(id));
}
