import * as vscode from 'vscode';
import type { EmulatorApi } from '../../rpc/emulatorApi';
import { back } from '../prompts/answer';
import { pickOne } from '../prompts/pickOne';
import { recordIn, recordQuestions, type RecordAnswers } from '../prompts/recordQuestions';
import { runSteps, type Step } from '../prompts/runSteps';
import { elementOf } from '../tree/elements';
import { nodeAnswer } from '../tree/nodeAnswer';
import { command, type CommandContext } from './commandContext';
import { namespaceOf, recordOf } from './recordCommands';
import { jumpClockSchema } from './schemas';

type JumpAnswers = RecordAnswers & { readonly node: string };

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
      const { known, steps } = await recordQuestions(api, recordOf(element), namespaceOf(element));
      const given = elementOf(element, 'cachedEntry')?.entry.node;
      const start = given === undefined ? known : { ...known, node: given };
      const answers = await runSteps<JumpAnswers>(title, start, () => [
        ...steps,
        ...(given === undefined ? [nodeStep(api)] : []),
      ]);
      const record = answers && recordIn(answers);
      if (record && answers.node !== undefined) {
        await api.jumpClock({ ...record, node: answers.node });
      }
    },
  });
}

function nodeStep(api: EmulatorApi): Step<JumpAnswers> {
  return async (frame, answers) => {
    const record = recordIn(answers);
    if (!record) return back;
    const [{ nodes }, { nodes: views }] = await Promise.all([
      api.edgeNetwork(),
      api.inspectKey(record),
    ]);
    const title = vscode.l10n.t('{0}: {1}', frame.title, record.key);
    const node = await pickOne<string>(
      { ...frame, title },
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
    return node === undefined || node === back ? node : { node };
  };
}
