import { createBirpc } from 'birpc';
import inspector from 'node:inspector';
import type { HostApi, HostEvents } from '../../rpc/hostApi';
import { createFunctionHost } from './createFunctionHost';

/** Entry of the process: one project's functions, for the process that forked it. */
function main(): void {
  const send = process.send?.bind(process);
  if (!send) throw new Error('The function host is started by the extension.');
  // Without the one who asked for it, nobody would ever end this process.
  process.once('disconnect', () => {
    // A process that is being debugged does not exit: it waits for its debugger, and for threads
    // that stand at a breakpoint.
    if (inspector.url() !== undefined) process.kill(process.pid, 'SIGKILL');
    process.exit(0);
  });
  const events: HostEvents = {
    log: (line) => void remote.log.asEvent(line),
    routes: (routes) => void remote.routes.asEvent(routes),
    problems: (problems) => void remote.problems.asEvent(problems),
    requestEnded: (trace) => void remote.requestEnded.asEvent(trace),
  };
  const host = createFunctionHost(__dirname, events);
  const remote = createBirpc<HostEvents, HostApi>(host, {
    post: (message: unknown) => {
      if (process.connected) send(message);
    },
    on: (listener) => process.on('message', listener),
    timeout: -1,
  });
  process.on('unhandledRejection', (error) => {
    events.log({
      level: 'error',
      text: error instanceof Error ? String(error.stack) : String(error),
    });
  });
}

main();
