import * as vscode from 'vscode';
import { back } from '../prompts/answer';
import { pickOne } from '../prompts/pickOne';
import { chosenElements, elementOf, elementsOf } from '../tree/elements';
import { command, noArgument, type CommandContext } from './commandContext';
import { nodeSchema, purgeSchema } from './schemas';

/** Choose the default edge node, empty caches. */
export function registerEdgeCommands(context: CommandContext): vscode.Disposable {
  const { emulator, settings } = context.services;
  const purge = async (node?: string) =>
    (await emulator.api()).purgeEdgeCaches(node === undefined ? {} : { node });
  const select = async (node: string) => {
    requireNode(node);
    await settings.setDefaultNode(node);
    return { node };
  };
  return vscode.Disposable.from(
    command(context, 'selectEdgeNode', {
      schema: nodeSchema,
      scripted: ({ node }) => select(node),
      async interactive(element) {
        const node = elementOf(element, 'edgeNode')?.node.id ?? (await askNode());
        if (node !== undefined) await select(node);
      },
    }),
    command(context, 'purgeEdgeCaches', {
      schema: purgeSchema,
      async scripted({ node }) {
        if (node !== undefined) requireNode(node);
        return purge(node);
      },
      async interactive(element, selection) {
        const chosen = chosenElements(element, selection);
        const nodes = elementsOf(chosen, 'edgeNode').map(({ node }) => node.id);
        if (nodes.length > 0) for (const node of nodes) await purge(node);
        else await askAndPurge();
      },
    }),
    command(context, 'purgeAllEdgeCaches', {
      schema: noArgument,
      scripted: () => purge(),
      interactive: () => purge(),
    }),
  );

  function requireNode(id: string): void {
    const ids = settings.nodes.map((node) => node.id);
    if (ids.includes(id)) return;
    throw new Error(
      vscode.l10n.t('There is no edge node "{0}". There are: {1}.', id, ids.join(', ')),
    );
  }

  async function askNode(): Promise<string | undefined> {
    const node = await pickOne<string>(
      { title: vscode.l10n.t('Select Default Edge Node'), step: 1, totalSteps: 1 },
      {
        placeholder: vscode.l10n.t('Requests without an edge node of their own go to this one'),
        choices: () =>
          settings.nodes.map(({ id, city, country }) => ({
            label: id,
            icon: id === settings.defaultNode ? 'location' : 'server',
            description: `${city}, ${country}`,
            value: id,
          })),
      },
    );
    return node === back ? undefined : node;
  }

  async function askAndPurge(): Promise<void> {
    const picked = await pickOne<{ node?: string }>(
      { title: vscode.l10n.t('Purge Edge Cache'), step: 1, totalSteps: 1 },
      {
        placeholder: vscode.l10n.t('Select whose cache to empty; the central store keeps all'),
        choices: () => [
          { label: vscode.l10n.t('All edge nodes'), value: {} },
          ...settings.nodes.map(({ id }) => ({ label: id, icon: 'server', value: { node: id } })),
        ],
      },
    );
    if (picked !== undefined && picked !== back) await purge(picked.node);
  }
}
