import * as vscode from 'vscode';
import { back } from '../prompts/answer';
import { pickOne } from '../prompts/pickOne';
import { elementOf } from '../tree/elements';
import { nodeAnswer } from '../tree/nodeAnswer';
import { command, type CommandContext } from './commandContext';
import { askRecord, namespaceOf, recordOf } from './recordCommands';
import { jumpClockSchema } from './schemas';

/** Moves time to when an edge node sees a version of a key. */
export function registerJumpClock(context: CommandContext): vscode.Disposable {
  const { emulator } = context.services;
  return command(context, 'jumpClock', {
    schema: jumpClockSchema,
    async scripted({ version, ...request }) {
      const asked = version === undefined ? request : { ...request, version };
      const { nowMs, paused, advancedMs } = await (await emulator.api()).jumpClock(asked);
      return { nowMs, paused, advancedMs };
    },
    async interactive(element) {
      const api = await emulator.api();
      const title = vscode.l10n.t('Jump Clock to Version');
      const record = recordOf(element) ?? (await askRecord(context, title, namespaceOf(element)));
      if (!record) return;
      const node = elementOf(element, 'cachedEntry')?.entry.node ?? (await askNode(title));
      if (node !== undefined) await api.jumpClock({ ...record, node });

      async function askNode(asked: string): Promise<string | undefined> {
        if (!record) return undefined;
        const [{ nodes }, { nodes: views }] = await Promise.all([
          api.edgeNetwork(),
          api.inspectKey(record),
        ]);
        const picked = await pickOne<string>(
          { title: vscode.l10n.t('{0}: {1}', asked, record.key), step: 1, totalSteps: 1 },
          {
            placeholder: vscode.l10n.t('Select the edge node that shall see the last version'),
            choices: () =>
              nodes.map(({ id }) => ({
                label: id,
                icon: 'server',
                description: nodeAnswer(views.find((view) => view.node === id)),
                value: id,
              })),
          },
        );
        return picked === back ? undefined : picked;
      }
    },
  });
}
