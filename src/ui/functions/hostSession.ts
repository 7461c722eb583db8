import type { FunctionsState } from '../services';

/** What a session needs to know of a function host. */
export interface SessionHost {
  readonly url: string;
  /** Resolves when the process has ended, for whatever reason. */
  readonly exited: Promise<unknown>;
  stop(): Promise<void>;
}

export interface HostSession<H extends SessionHost> {
  readonly state: FunctionsState;
  /** The host once its address answers; every call gets the same one. */
  start(): Promise<H>;
  /** Resolves when the process has ended; a later start waits for that. */
  stop(): Promise<void>;
  /** The host, if one is running or starting. */
  readonly current: Promise<H> | undefined;
}

export interface SessionEvents {
  changed(state: FunctionsState): void;
  /** The host ended without being asked to. */
  crashed(reason: unknown): void;
}

/** One project's function host: at most one process at a time. */
export function createHostSession<H extends SessionHost>(
  launch: () => Promise<H>,
  events: SessionEvents,
): HostSession<H> {
  let state: FunctionsState = { kind: 'stopped' };
  let current: Promise<H> | undefined;
  let ended: Promise<unknown> = Promise.resolve();

  function setState(next: FunctionsState): void {
    if (next.kind === state.kind && next.kind !== 'running') return;
    state = next;
    events.changed(next);
  }

  function begin(): Promise<H> {
    const attempt = ended.then(launch);
    current = attempt;
    setState({ kind: 'starting' });
    const leave = (): boolean => {
      if (current !== attempt) return false;
      current = undefined;
      setState({ kind: 'stopped' });
      return true;
    };
    attempt.then((host) => {
      if (current === attempt) setState({ kind: 'running', url: host.url });
      const crashed = (reason: unknown) => {
        if (leave()) events.crashed(reason);
      };
      host.exited.then(crashed, crashed);
    }, leave);
    return attempt;
  }

  return {
    get state() {
      return state;
    },
    get current() {
      return current;
    },
    start: () => current ?? begin(),
    stop: () => {
      const last = current;
      current = undefined;
      setState({ kind: 'stopped' });
      const stopped = last?.catch(() => undefined).then((host) => host?.stop());
      const all = Promise.all([ended, stopped]).then(() => undefined);
      ended = all.catch(() => undefined);
      return all;
    },
  };
}
