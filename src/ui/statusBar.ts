import * as vscode from 'vscode';
import type { ClockState } from '../edge/clock';
import type { NetworkState } from '../rpc/emulatorData';
import { timeAt } from '../rpc/clockTime';
import { faultPlace } from './edge/faultText';
import { routingText } from './edge/routingText';
import type { Services, StoreState } from './services';
import { clockMode, clockTime, shortAddress } from './statusBarText';
import { tooltip } from './tree/tooltip';

/** What the emulator told us last. */
interface Reading {
  readonly clock: ClockState;
  readonly network: NetworkState;
}

/** One item: project address, who serves, and whatever is not as it is in life or at rest. */
export function createStatusBar(services: Services): vscode.Disposable {
  const { emulator, functions, projects, settings } = services;
  const item = vscode.window.createStatusBarItem(
    'pagesKv.status',
    vscode.StatusBarAlignment.Left,
    10,
  );
  item.name = vscode.l10n.t('Pages KV');
  item.command = 'pagesKv.showMenu';
  let reading: Reading | undefined;
  let ticking: NodeJS.Timeout | undefined;

  const render = (): void => {
    const urls = projects.all.flatMap((project) => {
      const state = functions.state(project);
      return state.kind === 'running' ? [{ project, url: state.url }] : [];
    });
    const time = reading && timeText(reading.clock);
    const { policy } = settings.routing;
    const serves = policy === 'fixed' ? settings.defaultNode : routingText(policy);
    const latency = reading?.network.latency === 'realistic' ? vscode.l10n.t('latency') : undefined;
    const faults = reading?.network.faults ?? [];
    const { state } = emulator;
    const blocked = state.kind === 'failed' ? state.message : undefined;
    const store = blocked ?? storeText(state);
    const parts = [
      ...urls.slice(0, 1).map(({ url }) => shortAddress(url)),
      ...(urls.length > 1 ? [`+${(urls.length - 1).toString()}`] : []),
      serves,
      ...(latency === undefined ? [] : [latency]),
      ...faultTexts(faults),
      ...(time ? [time] : []),
    ];
    // A place alone does not say whose it is; beside an address it does.
    const owner = urls.length === 0 ? [vscode.l10n.t('Pages KV')] : [];
    item.text = blocked
      ? `$(warning) ${vscode.l10n.t('Pages KV: store not available')}`
      : `$(${faults.length > 0 ? 'zap' : 'database'}) ${[...owner, ...parts].join(' · ')}`;
    item.backgroundColor = blocked
      ? new vscode.ThemeColor('statusBarItem.warningBackground')
      : undefined;
    item.tooltip = tooltip(vscode.l10n.t('Pages KV for EdgeOne'), [
      ...(store ? [[vscode.l10n.t('Store'), store] as const] : []),
      ...urls.map(({ project, url }) => [project.name, url] as const),
      [vscode.l10n.t('Default edge node'), settings.defaultNode],
      ...(policy === 'fixed' ? [] : [[vscode.l10n.t('Routing'), serves] as const]),
      [vscode.l10n.t('Latency'), latency ? vscode.l10n.t('realistic') : vscode.l10n.t('off')],
      ...(faults.length > 0
        ? [[vscode.l10n.t('Faults'), faults.map(faultPlace).join(', ')] as const]
        : []),
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
  const readEmulator = async (): Promise<void> => {
    // While another window takes over, clock and faults go on as they were.
    if (emulator.state.kind === 'changing') return render();
    if (emulator.state.kind !== 'ready') reading = undefined;
    else {
      try {
        const api = await emulator.api();
        const [clock, network] = await Promise.all([api.clock(), api.edgeNetwork()]);
        reading = { clock, network };
      } catch (error) {
        services.log.debug('clock', String(error));
        reading = undefined;
      }
    }
    const mode = reading ? clockMode(reading.clock) : 'live';
    void vscode.commands.executeCommand('setContext', 'pagesKv.clock', mode);
    const hasFaults = (reading?.network.faults.length ?? 0) > 0;
    void vscode.commands.executeCommand('setContext', 'pagesKv.hasFaults', hasFaults);
    tick();
    render();
  };

  void readEmulator();
  return vscode.Disposable.from(
    item,
    emulator.onDidChangeState(() => void readEmulator()),
    emulator.onDidChange((changes) => {
      const isShown = changes.some(({ kind }) => kind === 'clock' || kind === 'network');
      if (isShown) void readEmulator();
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

/** One fault by its name, more of them by their number. */
function faultTexts(faults: NetworkState['faults']): readonly string[] {
  const [first] = faults;
  if (!first) return [];
  if (faults.length === 1) return [faultPlace(first)];
  return [vscode.l10n.t('{0} faults', faults.length)];
}

function timeText(clock: ClockState): string | undefined {
  const nowMs = Date.now();
  const locale = vscode.env.language;
  const mode = clockMode(clock);
  switch (mode) {
    case 'live':
      return undefined;
    case 'paused':
      return vscode.l10n.t('{0} (paused)', clockTime(clock.nowMs, nowMs, locale));
    case 'offset':
      return clock.speed === 1
        ? vscode.l10n.t('{0} (simulated)', clockTime(timeAt(clock, nowMs), nowMs, locale))
        : vscode.l10n.t('{0} (× {1})', clockTime(timeAt(clock, nowMs), nowMs, locale), clock.speed);
    default:
      return mode satisfies never;
  }
}
