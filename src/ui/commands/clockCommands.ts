import * as vscode from 'vscode';
import type { ClockState } from '../../edge/clock';
import { edgeLimits } from '../../edge/edgeLimits';
import { back } from '../prompts/answer';
import { inputText } from '../prompts/inputText';
import { pickOne } from '../prompts/pickOne';
import { formatDuration, formatNumber } from '../tree/format';
import { command, noArgument, type CommandContext } from './commandContext';
import { registerJumpClock } from './jumpClockCommand';
import { parseSeconds } from './parseSeconds';
import { advanceClockSchema, clockSpeedSchema } from './schemas';

const presetSpeeds: readonly number[] = [1, 10, 60, 600];
const presetsMs: readonly number[] = [1000, 30_000, 60_000];

/** Move simulated time, on which every cache entry's age depends. */
export function registerClockCommands(context: CommandContext): vscode.Disposable {
  const { emulator } = context.services;
  const api = () => emulator.api();
  const advance = async (ms: number) => data(await (await api()).advanceClock({ ms }));
  const pause = async () => data(await (await api()).pauseClock());
  const reset = async () => data(await (await api()).resetClock());
  const run = async (speed: number) => {
    const state = await (await api()).runClock({ speed });
    return { ...data(state), speed: state.speed };
  };
  return vscode.Disposable.from(
    registerJumpClock(context),
    command(context, 'setClockSpeed', {
      schema: clockSpeedSchema,
      scripted: ({ speed }) => run(speed),
      async interactive() {
        const speed = await askSpeed();
        if (speed !== undefined) await run(speed);
      },
    }),
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

async function askSpeed(): Promise<number | undefined> {
  const picked = await pickOne<number>(
    { title: vscode.l10n.t('Set Clock Speed'), step: 1, totalSteps: 1 },
    {
      placeholder: vscode.l10n.t(
        'Type any speed from 1 to {0}; time goes on from where it is',
        formatNumber(edgeLimits.clockSpeedMax, vscode.env.language),
      ),
      searches: true,
      choices: (typed) =>
        [...speedsOf(typed), ...presetSpeeds].map((speed) => ({
          label: vscode.l10n.t('× {0}', speed),
          value: speed,
        })),
    },
  );
  return picked === back ? undefined : picked;
}

/** What was typed, where it is a speed, ahead of the presets. */
function speedsOf(typed: string): readonly number[] {
  const speed = /^\d+(\.\d+)?$/.test(typed.trim()) ? Number(typed) : 0;
  const isSpeed = speed >= 1 && speed <= edgeLimits.clockSpeedMax;
  return isSpeed && !presetSpeeds.includes(speed) ? [speed] : [];
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
