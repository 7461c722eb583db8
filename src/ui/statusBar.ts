import * as vscode from 'vscode';
import type { ClockState } from '../edge/clock';
import type { Services, StoreState } from './services';
import { clockMode, clockTime, shortAddress } from './statusBarText';
import { tooltip } from './tree/tooltip';

/** The clock, and when we were told. */
interface ClockReading {
  readonly clock: ClockState;
  readonly atMs: number;
}

/** One item: project address, default edge node, and simulated time when it is not live. */
export function createStatusBar(services: Services): vscode.Disposable {
  const { emulator, functions, projects, settings } = services;
  const item = vscode.window.createStatusBarItem(
    'pagesKv.status',
    vscode.StatusBarAlignment.Left,
    10,
  );
  item.name = vscode.l10n.t('Pages KV');
  item.command = 'pagesKv.showMenu';
  let reading: ClockReading | undefined;
  let ticking: NodeJS.Timeout | undefined;

  const render = (): void => {
    const urls = projects.all.flatMap((project) => {
      const state = functions.state(project);
      return state.kind === 'running' ? [{ project, url: state.url }] : [];
    });
    const time = reading && timeText(reading);
    const { state } = emulator;
    const blocked = state.kind === 'failed' ? state.message : undefined;
    const store = blocked ?? storeText(state);
    const parts = [
      ...urls.slice(0, 1).map(({ url }) => shortAddress(url)),
      ...(urls.length > 1 ? [`+${(urls.length - 1).toString()}`] : []),
      settings.defaultNode,
      ...(time ? [time] : []),
    ];
    item.text = blocked
      ? `$(warning) ${vscode.l10n.t('Pages KV: store not available')}`
      : `$(database) ${parts.join(' · ')}`;
    item.backgroundColor = blocked
      ? new vscode.ThemeColor('statusBarItem.warningBackground')
      : undefined;
    item.tooltip = tooltip(vscode.l10n.t('Pages KV for EdgeOne'), [
      ...(store ? [[vscode.l10n.t('Store'), store] as const] : []),
      ...urls.map(({ project, url }) => [project.name, url] as const),
      [vscode.l10n.t('Default edge node'), settings.defaultNode],
      [vscode.l10n.t('Simulated time'), time ?? vscode.l10n.t('live')],
    ]);
    item.accessibilityInformation = {
      label: vscode.l10n.t('Pages KV: {0}', blocked ?? parts.join(', ')),
      role: 'button',
    };
    item.show();
  };
  const tick = (): void => {
    clearInterval(ticking);
    ticking = undefined;
    // Only a clock that is shown and runs needs a second hand.
    if (!reading || clockMode(reading.clock) !== 'offset' || !vscode.window.state.focused) return;
    ticking = setInterval(render, 1000);
    ticking.unref();
  };
  const readClock = async (): Promise<void> => {
    // While another window takes over, the clock goes on as it was.
    if (emulator.state.kind === 'changing') return render();
    if (emulator.state.kind !== 'ready') reading = undefined;
    else {
      try {
        reading = { clock: await (await emulator.api()).clock(), atMs: Date.now() };
      } catch (error) {
        services.log.debug('clock', String(error));
        reading = undefined;
      }
    }
    const mode = reading ? clockMode(reading.clock) : 'live';
    void vscode.commands.executeCommand('setContext', 'pagesKv.clock', mode);
    tick();
    render();
  };

  void readClock();
  return vscode.Disposable.from(
    item,
    emulator.onDidChangeState(() => void readClock()),
    emulator.onDidChange((changes) => {
      if (changes.some(({ kind }) => kind === 'clock')) void readClock();
    }),
    functions.onDidChangeState(render),
    projects.onDidChange(render),
    settings.onDidChange(render),
    vscode.window.onDidChangeWindowState(() => {
      tick();
      render();
    }),
    new vscode.Disposable(() => {
      clearInterval(ticking);
    }),
  );
}

/** Who runs the emulator, where it is not this window. */
function storeText(state: StoreState): string | undefined {
  if (state.kind === 'changing') {
    return vscode.l10n.t('the window that ran the emulator has gone; another one takes over');
  }
  if (state.kind !== 'ready' || state.follows === undefined) return undefined;
  return vscode.l10n.t('follows another window (process {0})', state.follows);
}

function timeText({ clock, atMs }: ClockReading): string | undefined {
  const nowMs = Date.now();
  const locale = vscode.env.language;
  const mode = clockMode(clock);
  switch (mode) {
    case 'live':
      return undefined;
    case 'paused':
      return vscode.l10n.t('{0} (paused)', clockTime(clock.nowMs, nowMs, locale));
    case 'offset':
      return vscode.l10n.t('{0} (simulated)', clockTime(clock.nowMs + nowMs - atMs, nowMs, locale));
    default:
      return mode satisfies never;
  }
}
