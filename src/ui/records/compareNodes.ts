import * as vscode from 'vscode';
import { back } from '../prompts/answer';
import { pickOne, type Choice } from '../prompts/pickOne';
import { recordIn, type RecordAnswers, type RecordQuestions } from '../prompts/recordQuestions';
import { runSteps, type Step } from '../prompts/runSteps';
import type { Services } from '../services';
import { nodeAnswer } from '../tree/nodeAnswer';
import { showNodeDifference } from './nodeCopies';

/** Asks for what is not known of a record, then for two nodes, and opens VS Code's diff. */
export async function compareNodes(
  services: Services,
  title: string,
  { known, steps }: RecordQuestions,
  first?: string,
): Promise<void> {
  const start = first === undefined ? known : { ...known, left: { node: first } };
  const answers = await runSteps<CompareAnswers>(title, start, () => [
    ...steps,
    ...(first === undefined ? [sideStep(services, 'left')] : []),
    sideStep(services, 'right'),
  ]);
  const record = answers && recordIn(answers);
  if (!record || !answers.left || !answers.right) return;
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

type CompareAnswers = RecordAnswers & Sides;

function sideStep({ emulator, settings }: Services, side: keyof Sides): Step<CompareAnswers> {
  return async (frame, answers) => {
    const { left } = answers;
    const record = recordIn(answers);
    if (!record) return back;
    const title = vscode.l10n.t('Compare Edge Nodes: {0}', record.key);
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
    const picked = await pickOne<Side>(
      { ...frame, title },
      {
        placeholder:
          side === 'left'
            ? vscode.l10n.t('Whose answer stands on the left')
            : vscode.l10n.t('Whose answer stands on the right'),
        choices: () => [centre, ...others].filter(({ value }) => value.node !== without?.node),
      },
    );
    return picked === undefined || picked === back ? picked : { [side]: picked };
  };
}
