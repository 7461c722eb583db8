import fs from 'node:fs';
import type { NamespaceIdentity } from '../journal/journalFrame';
import { catalogueSchema, type Catalogue, type CatalogueSnapshot } from './catalogue';

/** Makes a catalogue of what the namespaces' own files say, after the real one was lost. */
export function rebuildCatalogue(
  namespacesFolder: string,
  identityOf: (id: string) => NamespaceIdentity | undefined,
  snapshotsOf: (id: string) => readonly CatalogueSnapshot[],
): Catalogue {
  const accounts = new Map<string, Map<string, string>>();
  for (const entry of fs.readdirSync(namespacesFolder, { withFileTypes: true })) {
    if (!entry.isDirectory() || !/^[a-z0-9-]{1,64}$/.test(entry.name)) continue;
    const identity = identityOf(entry.name);
    // Without a name of its own it gets one, so that its records can be reached.
    const account = identity?.account ?? 'recovered';
    const names = accounts.get(account) ?? new Map<string, string>();
    names.set(freeName(names, identity?.name ?? 'recovered'), entry.name);
    accounts.set(account, names);
  }
  return {
    schema: catalogueSchema,
    accounts: [...accounts].map(([name, names]) => ({
      name,
      namespaces: [...names].map(([namespace, id]) => ({
        id,
        name: namespace,
        snapshots: snapshotsOf(id),
      })),
    })),
    bindings: [],
  };
}

function freeName(taken: ReadonlyMap<string, string>, name: string): string {
  let free = name;
  for (let number = 2; taken.has(free); number += 1) free = `${name.slice(0, 60)}-${number}`;
  return free;
}
