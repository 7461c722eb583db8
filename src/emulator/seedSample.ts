import * as l10n from '@vscode/l10n';
import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { limits } from '../kv/limits';
import type { EmulatorApi } from '../rpc/emulatorApi';
import type { ProjectRef } from '../rpc/emulatorData';
import { EmulatorError } from '../rpc/emulatorError';

const sampleSchema = v.object({
  account: v.string(),
  namespaces: v.array(
    v.object({
      name: v.string(),
      variable: v.string(),
      /** Text as it is, anything else as JSON. */
      records: v.record(v.string(), v.unknown()),
    }),
  ),
});

type SampleNamespace = v.InferOutput<typeof sampleSchema>['namespaces'][number];

/**
 * Makes what a sample's description names; what is there already stays as it is.
 *
 * @throws EmulatorError `NAMESPACE_LIMIT` before anything is made
 */
export async function seedSample(
  api: EmulatorApi,
  project: ProjectRef,
  descriptionFile: string,
): Promise<void> {
  const description: unknown = JSON.parse(await readFile(descriptionFile, 'utf8'));
  const { account, namespaces } = v.parse(sampleSchema, description);
  const accounts = await api.listAccounts();
  if (!accounts.some(({ name }) => name === account)) await api.createAccount({ name: account });
  else await checkRoom(api, account, namespaces);
  for (const namespace of namespaces) {
    await seedNamespace(api, account, namespace);
    await bind(api, project, account, namespace);
  }
}

async function checkRoom(
  api: EmulatorApi,
  account: string,
  wanted: readonly SampleNamespace[],
): Promise<void> {
  const existing = new Set((await api.listNamespaces({ account })).map(({ name }) => name));
  const missing = wanted.filter(({ name }) => !existing.has(name)).map(({ name }) => name);
  const room = limits.namespacesPerAccountMax - existing.size;
  if (missing.length <= room) return;
  throw new EmulatorError(
    'NAMESPACE_LIMIT',
    l10n.t(
      'The sample needs the namespaces {0} in the account "{1}", which has room for {2} more. Delete or rename something there first.',
      missing.join(', '),
      account,
      room,
    ),
  );
}

async function seedNamespace(
  api: EmulatorApi,
  account: string,
  { name, records }: SampleNamespace,
): Promise<void> {
  const existing = await api.listNamespaces({ account });
  if (existing.some((namespace) => namespace.name === name)) return;
  await api.createNamespace({ account, name });
  for (const [key, content] of Object.entries(records)) {
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    const value = new TextEncoder().encode(text);
    await api.putRecord({ account, namespace: name, key, value });
  }
}

/** A variable that the project uses already keeps its namespace. */
async function bind(
  api: EmulatorApi,
  project: ProjectRef,
  account: string,
  { name, variable }: SampleNamespace,
): Promise<void> {
  const bindings = await api.listBindings({ projectId: project.id });
  if (bindings.some((binding) => binding.variable === variable)) return;
  await api.bindNamespace({ project, account, namespace: name, variable });
}
