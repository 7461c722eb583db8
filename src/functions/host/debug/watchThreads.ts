import { Session } from 'node:inspector';

/** Looks on while a debugger works on the threads of this process. */
export interface ThreadWatch {
  /** Nobody is going to continue what is halted now or later: it goes on by itself. */
  letGo(): void;
  dispose(): void;
}

interface Watched {
  readonly threadId: number;
  halted: boolean;
}

/** Halts that no person has asked for: the debugger uses them to set its breakpoints. */
const passing: ReadonlySet<unknown> = new Set(['Break on start', 'instrumentation']);

/**
 * Tells which worker threads stand still in a debugger, whichever debugger it is.
 *
 * @param changed told with `true` when a thread halts, with `false` when it goes on or ends
 */
export function watchThreads(changed: (threadId: number, halted: boolean) => void): ThreadWatch {
  const session = new Session();
  const watched = new Map<string, Watched>();
  let lastId = 0;
  let isReleased = false;

  function send(sessionId: string, method: string, params: object = {}): void {
    const message = JSON.stringify({ id: ++lastId, method, params });
    // A thread that has gone meanwhile is no loss.
    session.post('NodeWorker.sendMessageToWorker', { sessionId, message }, () => undefined);
  }

  function resume(sessionId: string): void {
    send(sessionId, 'Runtime.runIfWaitingForDebugger');
    send(sessionId, 'Debugger.resume');
  }

  function setHalted(thread: Watched, halted: boolean): void {
    if (thread.halted === halted) return;
    thread.halted = halted;
    changed(thread.threadId, halted);
  }

  session.connect();
  session.on('NodeWorker.attachedToWorker', ({ params }) => {
    const { sessionId, workerInfo, waitingForDebugger } = params;
    // Where a debugger has gone without a goodbye, new threads would wait for it.
    if (isReleased && !waitingForDebugger) return;
    const threadId = Number(/\d+/.exec(workerInfo.title)?.[0] ?? workerInfo.workerId);
    watched.set(sessionId, { threadId, halted: false });
    send(sessionId, 'Debugger.enable');
    // Code is skipped where every debugger skips it: what the other one skips stays skipped.
    send(sessionId, 'Debugger.setBlackboxPatterns', { patterns: ['.*'] });
    if (isReleased) resume(sessionId);
  });
  session.on('NodeWorker.receivedMessageFromWorker', ({ params: { sessionId, message } }) => {
    const thread = watched.get(sessionId);
    if (!thread || !message.startsWith('{"method":"Debugger.')) return;
    // What is told of each script is long, and of no use here.
    if (message.startsWith('{"method":"Debugger.resumed"')) setHalted(thread, false);
    if (!message.startsWith('{"method":"Debugger.paused"')) return;
    const { params } = JSON.parse(message) as { readonly params: { readonly reason?: unknown } };
    if (isReleased) resume(sessionId);
    else if (!passing.has(params.reason)) setHalted(thread, true);
  });
  session.on('NodeWorker.detachedFromWorker', ({ params: { sessionId } }) => {
    const thread = watched.get(sessionId);
    watched.delete(sessionId);
    if (thread) setHalted(thread, false);
  });
  session.post('NodeWorker.enable', { waitForDebuggerOnStart: false });

  return {
    letGo() {
      isReleased = true;
      for (const sessionId of watched.keys()) resume(sessionId);
    },
    dispose() {
      for (const thread of watched.values()) setHalted(thread, false);
      session.disconnect();
    },
  };
}
