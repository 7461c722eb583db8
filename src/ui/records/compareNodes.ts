import * as vscode from 'vscode';
import type { RecordRef } from '../../rpc/emulatorData';
import { back } from '../prompts/answer';
import { pickOne } from '../prompts/pickOne';
import type { Services } from '../services';
import { nodeAnswer } from '../tree/nodeAnswer';
import { showNodeDifference } from './nodeCopies';

/** Asks for two nodes and opens VS Code's diff. */
export async function compareNodes(
  services: Services,
  record: RecordRef,
  first?: string,
): Promise<void> {
  const left =
    first ?? (await askNode(services, record, vscode.l10n.t('Whose answer stands on the left')));
  if (left === undefined) return;
  const right = await askNode(
    services,
    record,
    vscode.l10n.t('Whose answer stands on the right'),
    left,
  );
  if (right !== undefined) await showNodeDifference(record, left, right);
}

async function askNode(
  { emulator, settings }: Services,
  record: RecordRef,
  placeholder: string,
  without?: string | null,
): Promise<string | null | undefined> {
  const { central, nodes } = await (await emulator.api()).inspectKey(record);
  const centre = {
    label: vscode.l10n.t('Central store'),
    icon: 'database',
    description: central ? `v${central.version}` : vscode.l10n.t('missing'),
    value: { node: null as string | null },
  };
  const others = settings.nodes.map(({ id }) => ({
    ...{ label: id, icon: 'server', value: { node: id } },
    description: nodeAnswer(nodes.find((one) => one.node === id)),
  }));
  const picked = await pickOne<{ readonly node: string | null }>(
    { title: vscode.l10n.t('Compare Edge Nodes: {0}', record.key), step: 1, totalSteps: 1 },
    {
      placeholder,
      choices: () => [centre, ...others].filter(({ value }) => value.node !== without),
    },
  );
  return picked === undefined || picked === back ? undefined : picked.node;
}
