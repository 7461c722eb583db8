import { createBirpc } from 'birpc';
import inspector from 'node:inspector';
import type { HostApi, HostEvents, HostMessages, RequestTrace } from '../../rpc/hostApi';
import { createFunctionHost } from './createFunctionHost';
import { makeLoopsStoppable } from './makeLoopsStoppable';

/** How long the end of a request may wait for others to be told with it. */
const gatherEndedMs = 10;

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
  makeLoopsStoppable();
  let ended: RequestTrace[] = [];
  const sendEnded = (): void => {
    if (ended.length === 0) return;
    remote.requestsEnded.asEvent(ended).catch(() => undefined);
    ended = [];
  };
  const events: HostEvents = {
    log: (line) => void remote.log.asEvent(line),
    routes: (routes) => void remote.routes.asEvent(routes),
    problems: (problems) => void remote.problems.asEvent(problems),
    requestEnded(trace) {
      // A message for each would cost a fast function more than its own work.
      if (ended.length === 0) setTimeout(sendEnded, gatherEndedMs);
      ended.push(trace);
    },
  };
  const host = createFunctionHost(__dirname, events);
  const api: HostApi = {
    ...host,
    async stop() {
      await host.stop();
      sendEnded();
    },
  };
  const remote = createBirpc<HostMessages, HostApi>(api, {
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
