import * as vscode from 'vscode';
import { edgeLimits } from '../../edge/edgeLimits';
import type { EdgeNode } from '../../edge/edgeNode';
import { askNewNode } from '../edge/askNewNode';
import { nodePlace } from '../edge/nodePlace';
import { newNodeProblem } from '../edge/newNodeProblem';
import { completeNode, type GivenNode } from '../edge/edgeNodesSetting';
import { back, type Answer, type Frame } from '../prompts/answer';
import { confirm } from '../prompts/confirm';
import { inputText } from '../prompts/inputText';
import { pickOne } from '../prompts/pickOne';
import { runSteps, type Step } from '../prompts/runSteps';
import { chosenElements, elementOf, elementsOf } from '../tree/elements';
import { command, type CommandContext } from './commandContext';
import { addNodeSchema, nodeSchema, renameNodeSchema } from './schemas';

interface RenameAnswers {
  readonly id: string;
  readonly newId: string;
}

/** Nodes come, go and change their names: the setting is written, and the emulator follows. */
export function registerNodeCommands(context: CommandContext): vscode.Disposable {
  const { emulator, settings } = context.services;

  async function add(given: GivenNode): Promise<EdgeNode> {
    const problem = newNodeProblem(given.id, settings.nodes);
    if (problem !== undefined) throw new Error(problem);
    if (settings.nodes.length >= edgeLimits.nodesMax) {
      throw new Error(
        vscode.l10n.t(
          'There are {0} edge nodes already; no more are possible.',
          edgeLimits.nodesMax,
        ),
      );
    }
    const node = completeNode(given);
    await settings.setNodes([...settings.nodes, node], settings.defaultNode);
    await emulator.applySettings();
    return node;
  }

  async function remove(id: string): Promise<void> {
    requireNode(settings.nodes, id);
    const left = settings.nodes.filter((node) => node.id !== id);
    const [first] = left;
    if (!first) throw new Error(vscode.l10n.t('The last edge node cannot be removed.'));
    const { defaultNode } = settings;
    await settings.setNodes(left, defaultNode === id ? first.id : defaultNode);
    await emulator.applySettings();
  }

  /** Asks before requests that name no edge node go elsewhere than before. */
  async function agreed(ids: readonly string[]): Promise<boolean> {
    const { nodes, defaultNode } = settings;
    const next = nodes.find(({ id }) => !ids.includes(id));
    if (!ids.includes(defaultNode) || !next) return true;
    return confirm(
      vscode.l10n.t('Remove the default edge node "{0}"?', defaultNode),
      vscode.l10n.t('Requests that name no edge node go to "{0}" then.', next.id),
      vscode.l10n.t('Remove'),
    );
  }

  async function rename(id: string, newId: string): Promise<void> {
    requireNode(settings.nodes, id);
    const api = await emulator.api();
    const nodes = settings.nodes.map((node) => (node.id === id ? { ...node, id: newId } : node));
    const { defaultNode } = settings;
    await api.renameEdgeNode({ node: id, newId });
    try {
      await settings.setNodes(nodes, defaultNode === id ? newId : defaultNode);
    } catch (error) {
      await api.renameEdgeNode({ node: newId, newId: id });
      throw error;
    }
    await emulator.applySettings();
  }

  function pickNode(frame: Frame): Promise<Answer<string>> {
    return pickOne<string>(frame, {
      placeholder: vscode.l10n.t('Select an edge node'),
      choices: () =>
        settings.nodes.map(({ id, ...place }) => ({
          ...{ label: id, icon: 'server', description: nodePlace(place), value: id },
        })),
    });
  }

  const nodeStep: Step<RenameAnswers> = async (frame) => {
    const id = await pickNode(frame);
    return id === undefined || id === back ? id : { id };
  };

  const newIdStep: Step<RenameAnswers> = async (frame, { id = '' }) => {
    const others = settings.nodes.filter((node) => node.id !== id);
    const newId = await inputText(frame, {
      prompt: vscode.l10n.t('New id of the edge node "{0}", also in its address', id),
      value: id,
      problem: (text) => newNodeProblem(text, others),
    });
    return newId === undefined || newId === back ? newId : { newId };
  };

  return vscode.Disposable.from(
    command(context, 'addEdgeNode', {
      schema: addNodeSchema,
      scripted: add,
      async interactive() {
        const given = await askNewNode(settings.nodes);
        if (given) await add(given);
      },
    }),
    command(context, 'removeEdgeNode', {
      schema: nodeSchema,
      async scripted({ node }) {
        await remove(node);
        return { node };
      },
      async interactive(element, selection) {
        const chosen = elementsOf(chosenElements(element, selection), 'edgeNode');
        const ids = chosen.map(({ node }) => node.id);
        if (ids.length === 0) {
          const title = vscode.l10n.t('Remove Edge Node');
          const asked = await pickNode({ title, step: 1, totalSteps: 1 });
          if (asked !== undefined && asked !== back) ids.push(asked);
        }
        if (await agreed(ids)) for (const id of ids) await remove(id);
      },
    }),
    command(context, 'renameEdgeNode', {
      schema: renameNodeSchema,
      async scripted({ node, newId }) {
        await rename(node, newId);
        return { node: newId };
      },
      async interactive(element) {
        const given = elementOf(element, 'edgeNode')?.node.id;
        const answers = await runSteps<RenameAnswers>(
          vscode.l10n.t('Rename Edge Node'),
          given === undefined ? {} : { id: given },
          () => [...(given === undefined ? [nodeStep] : []), newIdStep],
        );
        const { id, newId } = answers ?? {};
        if (id !== undefined && newId !== undefined && newId !== id) await rename(id, newId);
      },
    }),
  );
}

/** @throws Error that names the nodes there are */
export function requireNode(nodes: readonly EdgeNode[], id: string): void {
  const ids = nodes.map((node) => node.id);
  if (ids.includes(id)) return;
  throw new Error(
    vscode.l10n.t('There is no edge node "{0}". There are: {1}.', id, ids.join(', ')),
  );
}
