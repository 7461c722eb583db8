import { WebSocket } from 'undici';

interface CdpMessage {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: Readonly<Record<string, unknown>>;
}

export interface Halt {
  readonly reason: string;
  readonly callFrames: readonly {
    readonly callFrameId: string;
    readonly location: { readonly scriptId: string };
    readonly functionName: string;
  }[];
  evaluate(expression: string): Promise<unknown>;
  resume(): void;
}

/** As much of a JavaScript debugger as tests need; it attaches to every worker thread. */
export interface DebugClient {
  /** The next halt that has not been taken yet. */
  halt(): Promise<Halt>;
  /** Scripts that were parsed, newest last. */
  readonly scripts: readonly { readonly url: string; readonly sourceMapURL: string }[];
  /** The thread of each context that was made, newest last. */
  readonly contexts: readonly string[];
  close(): Promise<void>;
}

/** @param pauseOnExceptions `none`, `uncaught`, `all` */
export async function openDebugClient(
  address: string,
  pauseOnExceptions = 'none',
): Promise<DebugClient> {
  const socket = new WebSocket(address);
  const halts: Halt[] = [];
  const waiting: ((halt: Halt) => void)[] = [];
  const scripts: { url: string; sourceMapURL: string }[] = [];
  const contexts: string[] = [];
  /** Session and id of each script that is the user's. */
  const users = new Set<string>();
  const answers = new Map<number, (result: CdpMessage) => void>();
  let lastId = 0;

  function post(method: string, params: object): Promise<CdpMessage> {
    const id = ++lastId;
    socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve) => answers.set(id, resolve));
  }

  function send(sessionId: string, method: string, params: object = {}): Promise<CdpMessage> {
    const id = ++lastId;
    const message = JSON.stringify({ id, method, params });
    void post('NodeWorker.sendMessageToWorker', { sessionId, message });
    return new Promise((resolve) => answers.set(id, resolve));
  }

  function hear(sessionId: string, message: CdpMessage): void {
    if (message.id !== undefined) answers.get(message.id)?.(message);
    if (message.method === 'Debugger.scriptParsed') {
      const script = message.params as unknown as (typeof scripts)[number] & { scriptId: string };
      scripts.push(script);
      if (script.url.startsWith('edge-function:')) {
        users.add(`${sessionId} ${script.scriptId}`);
      }
    }
    if (message.method === 'Runtime.executionContextCreated') {
      const { id: contextId } = message.params?.['context'] as { readonly id: number };
      contexts.push(sessionId);
      // VS Code's debugger asks each of them something, and so do we.
      void send(sessionId, 'Runtime.evaluate', { expression: '1', contextId });
    }
    if (message.method !== 'Debugger.paused') return;
    const params = message.params as unknown as Pick<Halt, 'reason' | 'callFrames'>;
    const resume = (): void => void send(sessionId, 'Debugger.resume');
    // What lies outside of the user's code is skipped, as a debugger for people does.
    const isOurs = !users.has(`${sessionId} ${params.callFrames[0]?.location.scriptId}`);
    if (params.reason === 'Break on start' || isOurs) return resume();
    const callFrameId = params.callFrames[0]?.callFrameId;
    const evaluate = async (expression: string) => {
      const query = { callFrameId, expression, returnByValue: true };
      const { result } = await send(sessionId, 'Debugger.evaluateOnCallFrame', query);
      return (result?.['result'] as { value?: unknown } | undefined)?.value;
    };
    const halt: Halt = { ...params, evaluate, resume };
    const next = waiting.shift();
    if (next) next(halt);
    else halts.push(halt);
  }

  socket.addEventListener('message', ({ data }) => {
    const { id, method, params } = JSON.parse(String(data)) as CdpMessage;
    if (id !== undefined) answers.get(id)?.({ id });
    const sessionId = params?.['sessionId'] as string;
    if (method === 'NodeWorker.attachedToWorker') {
      void send(sessionId, 'Runtime.enable');
      void send(sessionId, 'Debugger.enable');
      void send(sessionId, 'Debugger.setPauseOnExceptions', { state: pauseOnExceptions });
      void send(sessionId, 'Runtime.runIfWaitingForDebugger');
    } else if (method === 'NodeWorker.receivedMessageFromWorker') {
      hear(sessionId, JSON.parse(params?.['message'] as string) as CdpMessage);
    }
  });
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', reject);
  });
  // Threads that start before that do not wait for this debugger.
  await post('NodeWorker.enable', { waitForDebuggerOnStart: true });
  return {
    scripts,
    contexts,
    halt: () => {
      const halt = halts.shift();
      if (halt) return Promise.resolve(halt);
      return new Promise((resolve) => waiting.push(resolve));
    },
    close: () =>
      new Promise((resolve) => {
        // The process may have gone before.
        if (socket.readyState === WebSocket.CLOSED) resolve();
        socket.addEventListener('close', () => {
          resolve();
        });
        socket.close();
      }),
  };
}
