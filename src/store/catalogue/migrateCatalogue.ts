import { catalogueSchema } from './catalogue';

type Json = Readonly<Record<string, unknown>>;

/** Steps from each schema to the next; the first leads from 1 to 2. */
const steps: readonly ((catalogue: Json) => Json)[] = [
  // 2: named snapshots.
  (catalogue) => ({
    ...catalogue,
    schema: 2,
    accounts: list(catalogue['accounts']).map((account) => ({
      ...account,
      namespaces: list(account['namespaces']).map((one) => ({ ...one, snapshots: [] })),
    })),
  }),
];

/** Brings a catalogue of an older schema up to today's; what is no catalogue stays what it is. */
export function migrateCatalogue(data: unknown): unknown {
  if (!isObject(data)) return data;
  const schema = data['schema'];
  if (typeof schema !== 'number' || schema < 1 || schema >= catalogueSchema) return data;
  return steps.slice(schema - 1).reduce<Json>((catalogue, step) => step(catalogue), data);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null;
}

function list(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
