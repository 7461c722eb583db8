import * as vscode from 'vscode';
import { back } from '../prompts/answer';
import { routingText } from '../edge/routingText';
import { pickOne, type Choice } from '../prompts/pickOne';
import type { Services } from '../services';
import { clockMode, type ClockMode } from '../statusBarText';
import { command, noArgument, type CommandContext } from './commandContext';

/** A command with what it is called with. */
type Action = readonly [name: string, argument?: object];

/** What the status bar item opens. */
export function registerShowMenu(context: CommandContext): vscode.Disposable {
  const show = async () => {
    const { services } = context;
    const action = await pickOne<Action>(
      { title: vscode.l10n.t('Pages KV'), step: 1, totalSteps: 1 },
      {
        placeholder: vscode.l10n.t('Select what to do'),
        choices: async () => {
          const now = await readEmulator(services);
          return [
            ...storeChoices(services),
            ...projectChoices(services),
            ...edgeChoices(services, now),
            ...(now ? clockChoices(now) : []),
            logChoice(),
          ];
        },
      },
    );
    if (action === undefined || action === back) return;
    const [name, argument] = action;
    await vscode.commands.executeCommand(`pagesKv.${name}`, ...(argument ? [argument] : []));
  };
  return command(context, 'showMenu', {
    schema: noArgument,
    scripted: async () => {
      await show();
      return {};
    },
    interactive: show,
  });
}

function storeChoices({ emulator }: Services): Choice<Action>[] {
  const { state } = emulator;
  if (state.kind !== 'failed') return [];
  return [
    {
      label: vscode.l10n.t('Restart Emulator'),
      icon: 'refresh',
      detail: state.message,
      value: ['restartEmulator'],
    },
  ];
}

function projectChoices({ projects, functions }: Services): Choice<Action>[] {
  if (!vscode.workspace.isTrusted) return [];
  return projects.all
    .filter(({ folder }) => folder !== undefined)
    .flatMap((project): Choice<Action>[] => {
      const argument = { project: project.name };
      const state = functions.state(project);
      switch (state.kind) {
        case 'running':
          return [
            {
              label: vscode.l10n.t('Open Address'),
              icon: 'globe',
              description: state.url,
              group: project.name,
              value: ['openAddress', argument],
            },
            {
              label: vscode.l10n.t('Stop Functions'),
              icon: 'debug-stop',
              value: ['stopFunctions', argument],
            },
          ];
        case 'stopped':
          return [
            {
              label: vscode.l10n.t('Start Functions'),
              icon: 'run-all',
              group: project.name,
              value: ['startFunctions', argument],
            },
          ];
        case 'starting':
          return [];
        default:
          return state satisfies never;
      }
    });
}

/** What decides which commands would change anything. */
interface Reading {
  readonly mode: ClockMode;
  readonly hasFaults: boolean;
}

/** `undefined` where there is no emulator to command. */
async function readEmulator({ emulator, log }: Services): Promise<Reading | undefined> {
  if (emulator.state.kind === 'failed') return undefined;
  try {
    const api = await emulator.api();
    const [clock, { faults }] = await Promise.all([api.clock(), api.edgeNetwork()]);
    return { mode: clockMode(clock), hasFaults: faults.length > 0 };
  } catch (error) {
    log.debug('menu', String(error));
    return undefined;
  }
}

function edgeChoices({ settings }: Services, now: Reading | undefined): Choice<Action>[] {
  return [
    {
      label: vscode.l10n.t('Select Default Edge Node'),
      icon: 'location',
      description: settings.defaultNode,
      group: vscode.l10n.t('Edge Nodes'),
      value: ['selectEdgeNode'],
    },
    {
      label: vscode.l10n.t('Select Edge Routing'),
      icon: 'git-merge',
      description: routingText(settings.routing.policy),
      value: ['selectEdgeRouting'],
    },
    {
      label: vscode.l10n.t('Set Edge Latency'),
      icon: 'dashboard',
      description: settings.latency === 'off' ? vscode.l10n.t('off') : vscode.l10n.t('realistic'),
      value: ['setEdgeLatency'],
    },
    ...(now ? faultChoices(now) : []),
  ];
}

function faultChoices({ hasFaults }: Reading): Choice<Action>[] {
  const clear: Choice<Action> = {
    label: vscode.l10n.t('Clear Faults'),
    icon: 'check-all',
    value: ['clearFaults'],
  };
  return [
    { label: vscode.l10n.t('Set Fault'), icon: 'zap', value: ['setFault'] },
    ...(hasFaults ? [clear] : []),
    { label: vscode.l10n.t('Purge Edge Cache'), icon: 'clear-all', value: ['purgeEdgeCaches'] },
  ];
}

function clockChoices({ mode }: Reading): Choice<Action>[] {
  const pause: Choice<Action> = {
    label: vscode.l10n.t('Pause Clock'),
    icon: 'debug-pause',
    value: ['pauseClock'],
  };
  const reset: Choice<Action> = {
    label: vscode.l10n.t('Reset Clock'),
    icon: 'debug-restart',
    value: ['resetClock'],
  };
  return [
    {
      label: vscode.l10n.t('Advance Clock'),
      icon: 'debug-step-over',
      group: vscode.l10n.t('Simulated Time'),
      value: ['advanceClock'],
    },
    { label: vscode.l10n.t('Set Clock Speed'), icon: 'watch', value: ['setClockSpeed'] },
    { label: vscode.l10n.t('Jump Clock to Version'), icon: 'debug-continue', value: ['jumpClock'] },
    ...(mode === 'paused' ? [] : [pause]),
    ...(mode === 'live' ? [] : [reset]),
  ];
}

function logChoice(): Choice<Action> {
  const group = vscode.l10n.t('Log');
  return { label: vscode.l10n.t('Show Log'), icon: 'output', group, value: ['showLog'] };
}
