import * as vscode from 'vscode';
import { centreFaults, nodeFaults, type ActiveFault } from '../../edge/edgeFaults';
import { faultEffect, faultName } from '../edge/faultText';
import { back } from '../prompts/answer';
import { pickOne } from '../prompts/pickOne';
import { elementOf } from '../tree/elements';
import type { ViewElement } from '../viewElement';
import { command, noArgument, type CommandContext } from './commandContext';
import { faultSchema } from './schemas';

/** Where a fault is to be; without a node at the central store. */
interface FaultPlace {
  readonly node?: string;
}

/** Let things go wrong on purpose, and right again. */
export function registerFaultCommands(context: CommandContext): vscode.Disposable {
  const { emulator } = context.services;
  const clear = async () => (await emulator.api()).clearFaults();
  return vscode.Disposable.from(
    command(context, 'setFault', {
      schema: faultSchema,
      async scripted({ node, fault, on }) {
        const place = node === undefined ? {} : { node };
        return (await emulator.api()).setFault({ ...place, fault, on });
      },
      interactive: (element) => toggleInteractively(context, element),
    }),
    command(context, 'clearFaults', { schema: noArgument, scripted: clear, interactive: clear }),
  );
}

async function toggleInteractively(
  { services }: CommandContext,
  element: ViewElement | undefined,
): Promise<void> {
  const api = await services.emulator.api();
  const { nodes, faults } = await api.edgeNetwork();
  const title = vscode.l10n.t('Set Fault');
  const given = elementOf(element, 'edgeNode', 'centralStore');
  const totalSteps = given ? 1 : 2;
  for (;;) {
    const place = given
      ? placeOf(given)
      : await pickOne<FaultPlace>(
          { title, step: 1, totalSteps },
          {
            placeholder: vscode.l10n.t('Select what shall go wrong'),
            choices: () => [
              { label: vscode.l10n.t('Central store'), icon: 'database', value: {} },
              ...nodes.map(({ id }) => ({ label: id, icon: 'server', value: { node: id } })),
            ],
          },
        );
    if (place === undefined || place === back) return;
    const isOn = ({ fault }: ActiveFault) =>
      faults.some((one) => one.node === place.node && one.fault === fault);
    const picked = await pickOne<ActiveFault>(
      { title, step: totalSteps, totalSteps },
      {
        placeholder: vscode.l10n.t('Select a fault to turn it on or off'),
        choices: () =>
          (place.node === undefined ? centreFaults : nodeFaults).map((fault) => {
            const value = { ...place, fault };
            return {
              label: faultName(fault),
              icon: isOn(value) ? 'check' : 'circle-large-outline',
              ...(isOn(value) ? { description: vscode.l10n.t('on') } : {}),
              detail: faultEffect(value),
              value,
            };
          }),
      },
    );
    if (picked === undefined) return;
    if (picked === back) continue;
    await api.setFault({ ...picked, on: !isOn(picked) });
    return;
  }
}

function placeOf(element: { kind: 'edgeNode'; node: { id: string } } | { kind: 'centralStore' }) {
  return element.kind === 'edgeNode' ? { node: element.node.id } : {};
}
