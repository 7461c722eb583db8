import { createEmulatorLink } from '../../rpc/createEmulatorLink';
import type { EmulatorConnection } from '../../rpc/emulatorConnection';
import type { HostLogLine, HostStart } from '../../rpc/hostApi';
import type { RuntimeRequest } from '../runtimeProtocol';

/** The project's bindings, as they are when a request comes. */
export interface BindingSource {
  /** At once where they are known. */
  readonly current: () => RuntimeRequest['bindings'] | Promise<RuntimeRequest['bindings']>;
  dispose(): void;
}

/**
 * Keeps the bindings until the emulator tells of a change, which it does before it answers whoever
 * made the change; or until another emulator takes over.
 */
export function createBindingSource(
  { emulator, project }: HostStart,
  log: (line: HostLogLine) => void,
): BindingSource {
  let last: RuntimeRequest['bindings'] = [];
  /** The connection over which `last` came, unless it has changed since. */
  let source: EmulatorConnection | undefined;
  let changes = 0;
  const link = createEmulatorLink(emulator, undefined, {
    changed(kinds) {
      if (!kinds.some(({ kind }) => kind === 'bindings')) return;
      changes += 1;
      source = undefined;
    },
  });

  async function ask(): Promise<RuntimeRequest['bindings']> {
    try {
      const before = changes;
      await link.connect();
      const { connection } = link;
      const bindings = await link.api.listBindings({ projectId: project.id });
      last = bindings.map(({ variable, namespaceId }) => ({ variable, namespaceId }));
      if (before === changes && connection === link.connection) source = connection;
    } catch (error) {
      // The functions still run; their KV calls say that the emulator is away.
      log({ level: 'error', text: error instanceof Error ? error.message : String(error) });
    }
    return last;
  }

  return {
    current: () => (source && source === link.connection ? last : ask()),
    dispose() {
      link.dispose();
    },
  };
}
