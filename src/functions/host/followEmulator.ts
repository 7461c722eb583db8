import type { ClockState } from '../../edge/clock';
import { createEmulatorLink } from '../../rpc/createEmulatorLink';
import { liveClock } from '../../rpc/clockTime';
import type { EmulatorApi } from '../../rpc/emulatorApi';
import type { EmulatorConnection } from '../../rpc/emulatorConnection';
import type { NetworkState } from '../../rpc/emulatorData';
import type { EmulatorChange } from '../../rpc/emulatorEvents';
import type { HostLogLine, HostStart } from '../../rpc/hostApi';
import type { RuntimeRequest } from '../runtimeProtocol';

/** What requests need to know of the emulator, as it is when they come. */
export interface EmulatorView {
  /** The project's bindings; at once where they are known, as the others. */
  readonly bindings: Known<RuntimeRequest['bindings']>;
  readonly network: Known<NetworkState>;
  readonly clock: Known<ClockState>;
  /** Why KV calls get no answer at this moment, as a sentence; `undefined` where they do. */
  readonly absence: () => Promise<string | undefined>;
  dispose(): void;
}

/** Does not wait for the next leader. */
const connectOnce = 0;

/** What is known until the emulator tells of a change. */
type Known<T> = () => T | Promise<T>;

/**
 * Keeps what was asked until the emulator tells of a change, which it does before it answers
 * whoever made the change; or until another emulator takes over.
 *
 * While there is none, what was known last counts, and no request waits for it: nobody can have
 * changed anything. KV calls wait, in the threads.
 *
 * @param clockChanged told at once, also between requests
 */
export function followEmulator(
  { emulator, project, settings }: HostStart,
  log: (line: HostLogLine) => void,
  clockChanged: () => void,
): EmulatorView {
  const changes = new Map<EmulatorChange['kind'], number>();
  const link = createEmulatorLink(emulator, connectOnce, {
    changed(batch) {
      for (const { kind } of batch) changes.set(kind, (changes.get(kind) ?? 0) + 1);
      if (batch.some(({ kind }) => kind === 'clock')) clockChanged();
    },
  });

  let isAway = false;

  /** Each request comes here while the emulator is away. */
  function tellAway(error: unknown): void {
    if (!isAway) log({ level: 'error', text: textOf(error) });
    isAway = true;
  }

  function known<T>(
    kind: EmulatorChange['kind'],
    ask: (api: EmulatorApi) => Promise<T>,
    fallback: T,
  ): Known<T> {
    let last = fallback;
    /** The connection over which `last` came, and the changes that it knows of. */
    let source: EmulatorConnection | undefined;
    let asOf: number | undefined;
    const changeCount = (): number => changes.get(kind) ?? 0;

    async function refresh(): Promise<T> {
      try {
        await link.connect();
        const { connection } = link;
        const before = changeCount();
        last = await ask(link.api);
        source = connection;
        asOf = before;
        isAway = false;
      } catch (error) {
        tellAway(error);
      }
      return last;
    }

    return () =>
      source && source === link.connection && asOf === changeCount() ? last : refresh();
  }

  const bindings = known(
    'bindings',
    async (api) => {
      const list = await api.listBindings({ projectId: project.id });
      return list.map(({ variable, namespaceId }) => ({ variable, namespaceId }));
    },
    [],
  );
  const network = known('network', (api) => api.edgeNetwork(), {
    nodes: settings.nodes,
    latency: 'off',
    faults: [],
  });
  // The emulator may be away when the first request comes.
  void bindings();
  void network();

  return {
    bindings,
    network,
    clock: known('clock', (api) => api.clock(), liveClock(Date.now())),
    absence: () =>
      link.connect().then(
        () => undefined,
        (error: unknown) => textOf(error),
      ),
    dispose() {
      link.dispose();
    },
  };
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
