import * as vscode from 'vscode';
import type { KeyInspection, RecordRef } from '../../rpc/emulatorData';
import { back } from '../prompts/answer';
import { pickOne, type Choice } from '../prompts/pickOne';
import { askRecord } from '../prompts/recordQuestions';
import { formatDateTime } from '../tree/format';
import { nodeAnswer } from '../tree/nodeAnswer';
import { command, type CommandContext } from './commandContext';
import { namespaceOf, recordOf } from './recordCommands';
import { recordSchema } from './schemas';

/** Shows what the central store and each edge node would answer for a key. */
export function registerInspectKey(context: CommandContext): vscode.Disposable {
  const { services } = context;
  return command(context, 'inspectKey', {
    schema: recordSchema,
    async scripted(record) {
      const { central, nodes } = await inspect(record);
      return {
        central: central && {
          version: central.version,
          updatedAt: new Date(central.updatedAtMs).toISOString(),
        },
        nodes: nodes.map(({ node, version, ageMs, expiresInMs, stale, behind, pending }) => ({
          ...{ node, version, ageMs, expiresInMs, stale, behind },
          ...(pending ? { pending } : {}),
        })),
      };
    },
    async interactive(element) {
      const title = vscode.l10n.t('Inspect Key');
      const api = await services.emulator.api();
      const record = recordOf(element) ?? (await askRecord(api, title, namespaceOf(element)));
      if (!record) return;
      const inspection = await inspect(record);
      const chosen = await pickOne<boolean>(
        { title: vscode.l10n.t('{0}: {1}', title, record.key), step: 1, totalSteps: 1 },
        {
          placeholder: vscode.l10n.t('What each would answer now; press Enter to open the record'),
          choices: () =>
            lines(
              inspection,
              services.settings.nodes.map(({ id }) => id),
            ),
        },
      );
      if (chosen === undefined || chosen === back || !inspection.central) return;
      await services.openRecord(record);
    },
  });

  async function inspect(record: RecordRef): Promise<KeyInspection> {
    return (await services.emulator.api()).inspectKey(record);
  }
}

function lines({ central, nodes }: KeyInspection, ids: readonly string[]): Choice<boolean>[] {
  const locale = vscode.env.language;
  const first: Choice<boolean> = {
    label: vscode.l10n.t('Central store'),
    icon: 'database',
    description: central
      ? vscode.l10n.t('v{0} · {1}', central.version, formatDateTime(central.updatedAtMs, locale))
      : vscode.l10n.t('missing'),
    value: true,
  };
  return [
    first,
    ...ids.map((id) => {
      const view = nodes.find(({ node }) => node === id);
      return {
        label: id,
        icon: 'server',
        description: nodeAnswer(view),
        value: true,
      };
    }),
  ];
}
