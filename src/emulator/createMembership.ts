import * as l10n from '@vscode/l10n';
import { setTimeout as wait } from 'node:timers/promises';
import type { ClockState } from '../edge/clock';
import { createSteadyApi } from '../rpc/createSteadyApi';
import type { EmulatorApi } from '../rpc/emulatorApi';
import type { NetworkState } from '../rpc/emulatorData';
import type { EmulatorChange } from '../rpc/emulatorEvents';
import { EmulatorError, type EmulatorErrorCode } from '../rpc/emulatorError';
import { retryDelayMs } from '../rpc/retryDelay';
import { createCrashCount } from './crashCount';
import type { EmulatorOptions } from './startEmulator';
import { takeSeat, type Seat } from './takeSeat';

/** How a process stands to the emulator. */
export type MembershipState =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'starting' }
  /** `follows` is the process that runs the emulator, where it is another one. */
  | { readonly kind: 'ready'; readonly follows?: number }
  /** The leader has gone, and the next one is being found. */
  | { readonly kind: 'changing' }
  | { readonly kind: 'failed'; readonly error: Error };

export interface MembershipOptions extends Omit<EmulatorOptions, 'clock' | 'network'> {
  /** Made on each new connection before anybody else may use it. */
  readonly prepare: (api: EmulatorApi) => Promise<void>;
  readonly onState: (state: MembershipState) => void;
  readonly onChanges: (changes: readonly EmulatorChange[]) => void;
}

/** One process' share in the emulator of a storage folder, whoever leads it. */
export interface Membership {
  readonly state: MembershipState;
  /** Waits until somebody leads; the API then outlives changes of the leader. */
  api(): Promise<EmulatorApi>;
  /** Leaves and joins again, also after a failure. */
  restart(): Promise<void>;
  /** Leaves for good: the last snapshot and the end of listening, where this process leads. */
  stop(): Promise<void>;
}

/** Within this time somebody leads again, or a person must look. */
const joinMsMax = 15_000;
/** Views ask again and again; a store that could not be opened is not tried each time. */
const failureMs = 5000;

/** What passes by itself: somebody else was faster, or the leader goes at this moment. */
const passing: ReadonlySet<EmulatorErrorCode> = new Set<EmulatorErrorCode>([
  'STORE_LOCKED',
  'CONNECTION_LOST',
  'NOT_LEADING',
]);

/** After a change of the leader nothing that was shown is certain. */
const everything: readonly EmulatorChange[] = [
  { kind: 'accounts' },
  { kind: 'bindings' },
  { kind: 'caches' },
  { kind: 'clock' },
  { kind: 'network' },
  { kind: 'settings' },
];

/** Joins when it is first used; after each loss of the leader it leads or follows anew. */
export function createMembership(options: MembershipOptions): Membership {
  const { prepare, onState, onChanges, ...emulatorOptions } = options;
  const crashes = createCrashCount();
  let state: MembershipState = { kind: 'stopped' };
  let seat: Seat | undefined;
  let joining: Promise<Seat> | undefined;
  let failedAtMs = -Infinity;
  let hadSeat = false;
  let isStopped = false;
  let clock: ClockState | undefined;
  let network: NetworkState | undefined;

  function setState(next: MembershipState): void {
    state = next;
    onState(next);
  }

  function fail(error: Error): void {
    failedAtMs = performance.now();
    setState({ kind: 'failed', error });
  }

  function join(): Promise<Seat> {
    if (isStopped) return Promise.reject(stopped());
    if (state.kind === 'failed' && performance.now() - failedAtMs < failureMs) {
      return Promise.reject(state.error);
    }
    joining ??= sitDown().finally(() => {
      joining = undefined;
    });
    return joining;
  }

  async function sitDown(): Promise<Seat> {
    if (state.kind !== 'changing') setState({ kind: 'starting' });
    try {
      const taken = await tryUntilSeated();
      seat = taken;
      void taken.connection.closed.then(() => lose(taken));
      const { follows } = taken;
      setState({ kind: 'ready', ...(follows === undefined ? {} : { follows }) });
      if (hadSeat) onChanges(everything);
      hadSeat = true;
      return taken;
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      if (!isStopped) fail(failure);
      throw failure;
    }
  }

  async function tryUntilSeated(): Promise<Seat> {
    const endMs = performance.now() + joinMsMax;
    for (;;) {
      try {
        return await tryOnce();
      } catch (error) {
        const isPassing = error instanceof EmulatorError && passing.has(error.code);
        if (isStopped || !isPassing || performance.now() >= endMs) throw error;
      }
      await wait(retryDelayMs());
    }
  }

  async function tryOnce(): Promise<Seat> {
    const taken = await takeSeat(
      { ...emulatorOptions, ...(clock ? { clock } : {}), ...(network ? { network } : {}) },
      {
        changed(changes) {
          const isRemembered = changes.some(({ kind }) => kind === 'clock' || kind === 'network');
          if (seat && isRemembered) void remember(seat);
          onChanges(changes);
        },
      },
    );
    try {
      if (isStopped) throw stopped();
      await prepare(taken.connection.api);
      await remember(taken);
      return taken;
    } catch (error) {
      await taken.leave();
      throw error;
    }
  }

  /** So that time and network go on as they were where this process leads next. */
  async function remember({ connection: { api } }: Seat): Promise<void> {
    const asked = [api.clock(), api.edgeNetwork()] as const;
    [clock, network] = await Promise.all(asked).catch(() => [clock, network]);
  }

  async function lose(lost: Seat): Promise<void> {
    if (seat !== lost) return;
    seat = undefined;
    if (isStopped) return;
    setState({ kind: 'changing' });
    // A thread that crashed is still to be waited for.
    joining = ended(lost)
      .then(sitDown)
      .finally(() => {
        joining = undefined;
      });
    await joining.catch(() => undefined);
  }

  async function ended(lost: Seat): Promise<void> {
    await lost.leave().catch((error: unknown) => {
      options.onWarning?.(String(error));
    });
    if (lost.follows !== undefined || !crashes.add()) return;
    const error = new EmulatorError(
      'STORE_FAILED',
      l10n.t('The emulator stopped unexpectedly several times. The log says why.'),
    );
    fail(error);
    throw error;
  }

  async function leave(): Promise<void> {
    const last = seat ?? (await joining?.catch(() => undefined));
    seat = undefined;
    await last?.leave();
  }

  async function next(): Promise<Seat> {
    if (seat?.connection.isOpen) return seat;
    // What follows the end of a connection has begun once it is told.
    await seat?.connection.closed;
    return join();
  }

  const api = createSteadyApi({
    get current() {
      return seat?.connection;
    },
    next: async () => (await next()).connection,
  });

  return {
    get state() {
      return state;
    },
    async api() {
      await next();
      return api;
    },
    async restart() {
      await leave();
      failedAtMs = -Infinity;
      crashes.reset();
      await join();
    },
    async stop() {
      isStopped = true;
      await leave();
      setState({ kind: 'stopped' });
    },
  };
}

function stopped(): EmulatorError {
  return new EmulatorError(
    'CONNECTION_LOST',
    l10n.t('This window has left the KV emulator. Reload the window to use it again.'),
  );
}
