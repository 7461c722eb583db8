import type { DebuggedFunctions } from '../services';
import type { HostSession } from './hostSession';
import type { LaunchedHost } from './launchHost';

/**
 * Opens a project's host to a debugger.
 *
 * @param changed told whether the host is being debugged; nothing is timed out meanwhile
 */
export async function debugHost(
  session: HostSession<LaunchedHost>,
  changed: (isDebugged: boolean) => void,
): Promise<DebuggedFunctions> {
  const wasStarted = session.current === undefined;
  const opened = session.start();
  const host = await opened;
  const { address } = await host.api.openDebugger();
  changed(true);
  return {
    url: host.url,
    address,
    attached: () => host.api.debuggerAttached(),
    async close() {
      changed(false);
      // A host that was started since is not ours to stop.
      const isOurs = session.current === opened;
      if (isOurs && wasStarted) await session.stop();
      else if (isOurs) await host.api.closeDebugger();
    },
  };
}
