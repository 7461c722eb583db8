import * as vscode from 'vscode';
import type { RecordRef } from '../../rpc/emulatorData';
import { back } from '../prompts/answer';
import { pickOne, type Choice } from '../prompts/pickOne';
import { runSteps, type Step } from '../prompts/runSteps';
import type { Services } from '../services';
import { nodeAnswer } from '../tree/nodeAnswer';
import { showNodeDifference } from './nodeCopies';

/** Asks for two nodes and opens VS Code's diff. */
export async function compareNodes(
  services: Services,
  record: RecordRef,
  first?: string,
): Promise<void> {
  const title = vscode.l10n.t('Compare Edge Nodes: {0}', record.key);
  const start = first === undefined ? {} : { left: { node: first } };
  const answers = await runSteps<Sides>(title, start, () => [
    ...(first === undefined ? [sideStep(services, record, 'left')] : []),
    sideStep(services, record, 'right'),
  ]);
  if (!answers?.left || !answers.right) return;
  const left = answers.left.node;
  const right = answers.right.node;
  await showNodeDifference(await services.emulator.api(), record, left, right);
}

/** `null` is the central store. */
interface Side {
  readonly node: string | null;
}

interface Sides {
  readonly left: Side;
  readonly right: Side;
}

function sideStep(
  { emulator, settings }: Services,
  record: RecordRef,
  side: keyof Sides,
): Step<Sides> {
  return async (frame, { left }) => {
    const { central, nodes } = await (await emulator.api()).inspectKey(record);
    const centre: Choice<Side> = {
      label: vscode.l10n.t('Central store'),
      icon: 'database',
      description: central ? `v${central.version}` : vscode.l10n.t('missing'),
      value: { node: null },
    };
    const others = settings.nodes.map(({ id }) => ({
      ...{ label: id, icon: 'server', value: { node: id } },
      description: nodeAnswer(nodes.find((one) => one.node === id)),
    }));
    const without = side === 'right' ? left : undefined;
    const picked = await pickOne<Side>(frame, {
      placeholder:
        side === 'left'
          ? vscode.l10n.t('Whose answer stands on the left')
          : vscode.l10n.t('Whose answer stands on the right'),
      choices: () => [centre, ...others].filter(({ value }) => value.node !== without?.node),
    });
    return picked === undefined || picked === back ? picked : { [side]: picked };
  };
}
