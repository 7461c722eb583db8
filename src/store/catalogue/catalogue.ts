import * as v from 'valibot';

const snapshotShape = v.object({
  id: v.string(),
  name: v.string(),
  /** Real time. */
  takenAtMs: v.number(),
  records: v.number(),
  bytes: v.number(),
  /** CRC-32 of its file. */
  crc32: v.number(),
  /** Made by the product before something that a person may want back. */
  automatic: v.boolean(),
});
const namespaceShape = v.object({
  id: v.string(),
  name: v.string(),
  snapshots: v.array(snapshotShape),
});
const bindingShape = v.object({
  projectId: v.string(),
  projectName: v.string(),
  namespaceId: v.string(),
  variable: v.string(),
});

/** Raised whenever the shape changes, with a step in `migrateCatalogue.ts`. */
export const catalogueSchema = 2;

/** The shape of the file. */
export const catalogueShape = v.object({
  schema: v.literal(catalogueSchema),
  accounts: v.array(v.object({ name: v.string(), namespaces: v.array(namespaceShape) })),
  bindings: v.array(bindingShape),
});

/** A named snapshot's entry; the id names its file. */
export type CatalogueSnapshot = Readonly<v.InferOutput<typeof snapshotShape>>;

/** A namespace's entry; the id names its folder and never changes. */
export interface CatalogueNamespace {
  readonly id: string;
  readonly name: string;
  /** In the order in which they were taken. */
  readonly snapshots: readonly CatalogueSnapshot[];
}

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

/** The catalogue with one namespace's named snapshots replaced. */
export function withSnapshots(
  catalogue: Catalogue,
  namespaceId: string,
  snapshots: readonly CatalogueSnapshot[],
): Catalogue {
  return {
    ...catalogue,
    accounts: catalogue.accounts.map((account) => ({
      ...account,
      namespaces: account.namespaces.map((one) =>
        one.id === namespaceId ? { ...one, snapshots } : one,
      ),
    })),
  };
}
