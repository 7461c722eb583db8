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
  dispose(): void;
}

/** What is known until the emulator tells of a change. */
type Known<T> = () => T | Promise<T>;

/**
 * Keeps what was asked until the emulator tells of a change, which it does before it answers
 * whoever made the change; or until another emulator takes over.
 *
 * @param clockChanged told at once, also between requests
 */
export function followEmulator(
  { emulator, project, settings }: HostStart,
  log: (line: HostLogLine) => void,
  clockChanged: () => void,
): EmulatorView {
  const changes = new Map<EmulatorChange['kind'], number>();
  const link = createEmulatorLink(emulator, undefined, {
    changed(batch) {
      for (const { kind } of batch) changes.set(kind, (changes.get(kind) ?? 0) + 1);
      if (batch.some(({ kind }) => kind === 'clock')) clockChanged();
    },
  });

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
      } catch (error) {
        // The functions still run; their KV calls say that the emulator is away.
        log({ level: 'error', text: error instanceof Error ? error.message : String(error) });
      }
      return last;
    }

    return () =>
      source && source === link.connection && asOf === changeCount() ? last : refresh();
  }

  return {
    bindings: known(
      'bindings',
      async (api) => {
        const bindings = await api.listBindings({ projectId: project.id });
        return bindings.map(({ variable, namespaceId }) => ({ variable, namespaceId }));
      },
      [],
    ),
    network: known('network', (api) => api.edgeNetwork(), {
      nodes: settings.nodes,
      latency: 'off',
      faults: [],
    }),
    clock: known('clock', (api) => api.clock(), liveClock(Date.now())),
    dispose() {
      link.dispose();
    },
  };
}
