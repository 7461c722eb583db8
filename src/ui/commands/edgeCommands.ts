import * as vscode from 'vscode';
import type { EdgeLatency } from '../../edge/edgeFaults';
import type { NodeRouting } from '../../rpc/hostApi';
import { askLatency, askRouting } from '../edge/askEdgeMode';
import { nodePlace } from '../edge/nodePlace';
import { back } from '../prompts/answer';
import { pickOne } from '../prompts/pickOne';
import { chosenElements, elementOf, elementsOf } from '../tree/elements';
import { command, noArgument, type CommandContext } from './commandContext';
import { requireNode } from './nodeCommands';
import { latencySchema, nodeSchema, purgeSchema, routingSchema } from './schemas';

/** Choose who serves and how far that is, empty caches. */
export function registerEdgeCommands(context: CommandContext): vscode.Disposable {
  const { emulator, settings } = context.services;
  const purge = async (node?: string) =>
    (await emulator.api()).purgeEdgeCaches(node === undefined ? {} : { node });
  const select = async (node: string) => {
    requireNode(settings.nodes, node);
    await settings.setDefaultNode(node);
    return { node };
  };
  const setLatency = async (latency: EdgeLatency) => {
    await settings.setLatency(latency);
    await emulator.applySettings();
    return { latency };
  };
  const setRouting = async (policy: NodeRouting['policy']) => {
    await settings.setRouting(policy);
    return { policy };
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
        if (node !== undefined) requireNode(settings.nodes, node);
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
    command(context, 'setEdgeLatency', {
      schema: latencySchema,
      scripted: ({ latency }) => setLatency(latency),
      async interactive() {
        const latency = await askLatency(settings.latency);
        if (latency !== undefined) await setLatency(latency);
      },
    }),
    command(context, 'selectEdgeRouting', {
      schema: routingSchema,
      scripted: ({ policy }) => setRouting(policy),
      async interactive() {
        const policy = await askRouting(settings.routing.policy);
        if (policy !== undefined) await setRouting(policy);
      },
    }),
  );

  async function askNode(): Promise<string | undefined> {
    const node = await pickOne<string>(
      { title: vscode.l10n.t('Select Default Edge Node'), step: 1, totalSteps: 1 },
      {
        placeholder: vscode.l10n.t('Requests without an edge node of their own go to this one'),
        choices: () =>
          settings.nodes.map(({ id, ...place }) => ({
            label: id,
            icon: id === settings.defaultNode ? 'location' : 'server',
            description: nodePlace(place),
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
