import * as vscode from 'vscode';
import type { ClockState } from '../../edge/clock';
import { back } from '../prompts/answer';
import { inputText } from '../prompts/inputText';
import { pickOne } from '../prompts/pickOne';
import { formatDuration } from '../tree/format';
import { command, noArgument, type CommandContext } from './commandContext';
import { parseSeconds } from './parseSeconds';
import { advanceClockSchema } from './schemas';

const presetsMs: readonly number[] = [1000, 30_000, 60_000];

/** Move simulated time, on which every cache entry's age depends. */
export function registerClockCommands(context: CommandContext): vscode.Disposable {
  const { emulator } = context.services;
  const api = () => emulator.api();
  const advance = async (ms: number) => data(await (await api()).advanceClock({ ms }));
  const pause = async () => data(await (await api()).pauseClock());
  const reset = async () => data(await (await api()).resetClock());
  return vscode.Disposable.from(
    command(context, 'advanceClock', {
      schema: advanceClockSchema,
      scripted: ({ ms }) => advance(ms),
      async interactive() {
        const ms = await askDuration();
        if (ms !== undefined) await advance(ms);
      },
    }),
    command(context, 'pauseClock', { schema: noArgument, scripted: pause, interactive: pause }),
    command(context, 'resetClock', { schema: noArgument, scripted: reset, interactive: reset }),
  );
}

function data({ nowMs, paused }: ClockState): { nowMs: number; paused: boolean } {
  return { nowMs, paused };
}

/** What was typed, where it is a duration, ahead of the presets. */
function secondsOf(typed: string): readonly number[] {
  const ms = parseSeconds(typed);
  return ms === undefined || presetsMs.includes(ms) ? [] : [ms];
}

async function askDuration(): Promise<number | undefined> {
  const title = vscode.l10n.t('Advance Clock');
  for (;;) {
    const picked = await pickOne<number | 'other'>(
      { title, step: 1, totalSteps: 1 },
      {
        placeholder: vscode.l10n.t('Cached entries expire after 60 s of simulated time'),
        searches: true,
        choices: (typed) => [
          ...[...secondsOf(typed), ...presetsMs].map((ms) => ({
            label: formatDuration(ms, vscode.env.language),
            value: ms,
          })),
          { label: vscode.l10n.t('Other…'), value: 'other' as const },
        ],
      },
    );
    if (picked === undefined || picked === back) return undefined;
    if (picked !== 'other') return picked;
    const text = await inputText(
      { title, step: 2, totalSteps: 2 },
      {
        prompt: vscode.l10n.t('Seconds by which simulated time moves on'),
        value: '60',
        problem: (typed) =>
          parseSeconds(typed) === undefined
            ? vscode.l10n.t('Type a number of seconds from 0.001 to 31,536,000 (a year).')
            : undefined,
      },
    );
    if (text === undefined) return undefined;
    if (text !== back) return parseSeconds(text);
  }
}
