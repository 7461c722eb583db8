import { createEmulatorLink } from '../../rpc/createEmulatorLink';
import type { HostLogLine, HostStart } from '../../rpc/hostApi';
import type { RuntimeRequest } from '../runtimeProtocol';

/** The project's bindings, asked for with each request so that a new one counts at once. */
export interface BindingSource {
  readonly current: () => Promise<RuntimeRequest['bindings']>;
  dispose(): void;
}

export function createBindingSource(
  { emulator, project }: HostStart,
  log: (line: HostLogLine) => void,
): BindingSource {
  const link = createEmulatorLink(emulator);
  let last: RuntimeRequest['bindings'] = [];
  return {
    async current() {
      try {
        const bindings = await link.api.listBindings({ projectId: project.id });
        last = bindings.map(({ variable, namespaceId }) => ({ variable, namespaceId }));
      } catch (error) {
        // The functions still run; their KV calls say that the emulator is away.
        log({ level: 'error', text: error instanceof Error ? error.message : String(error) });
      }
      return last;
    },
    dispose() {
      link.dispose();
    },
  };
}
