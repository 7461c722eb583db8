import assert from 'node:assert/strict';
import fs from 'node:fs';
import * as vscode from 'vscode';
import { call, projectFolder } from './call';

interface Stop {
  readonly session: vscode.DebugSession;
  readonly reason: string;
  readonly threadId: number;
}

interface Frame {
  readonly id: number;
  readonly line: number;
  readonly source?: { readonly path?: string };
}

/** What stopped, in the order in which it did, each for one who asks. */
function watchStops(): { next(): Promise<Stop>; outputs: string[]; dispose(): void } {
  const stops: Stop[] = [];
  const asking: ((stop: Stop) => void)[] = [];
  const outputs: string[] = [];
  const tracking = vscode.debug.registerDebugAdapterTrackerFactory('*', {
    createDebugAdapterTracker: (session) => ({
      onDidSendMessage: (message: {
        event?: string;
        body?: { reason: string; threadId: number; output?: string };
      }) => {
        if (message.event === 'output') outputs.push(message.body?.output ?? '');
        if (message.event !== 'stopped' || !message.body) return;
        const { reason, threadId } = message.body;
        const stop = { session, reason, threadId };
        const next = asking.shift();
        if (next) next(stop);
        else stops.push(stop);
      },
    }),
  });
  return {
    outputs,
    next() {
      const stop = stops.shift();
      return stop ? Promise.resolve(stop) : new Promise((resolve) => asking.push(resolve));
    },
    dispose() {
      tracking.dispose();
    },
  };
}

async function topFrame({ session, threadId }: Stop): Promise<Frame> {
  const trace = (await session.customRequest('stackTrace', { threadId })) as {
    readonly stackFrames: readonly Frame[];
  };
  const [frame] = trace.stackFrames;
  assert.ok(frame);
  return frame;
}

/** The path of a frame's file; a window of a remote names it by an address. */
function fileOf({ source }: Frame): string {
  const name = source?.path ?? '';
  return name.includes('://') ? vscode.Uri.parse(name).fsPath : name;
}

async function evaluate(stop: Stop, expression: string): Promise<string> {
  const { id: frameId } = await topFrame(stop);
  const query = { expression, frameId, context: 'repl' };
  return ((await stop.session.customRequest('evaluate', query)) as { result: string }).result;
}

async function goOn({ session, threadId }: Stop, how = 'continue'): Promise<void> {
  await session.customRequest(how, { threadId });
}

/** Each session that has begun and not ended, those of the debugger's threads too. */
function watchSessions(): { ended(): Promise<void>; dispose(): void } {
  const open = new Set<string>();
  let changed = (): void => undefined;
  const watching = vscode.Disposable.from(
    vscode.debug.onDidStartDebugSession(({ id }) => open.add(id)),
    vscode.debug.onDidTerminateDebugSession(({ id }) => {
      open.delete(id);
      changed();
    }),
  );
  return {
    async ended() {
      while (open.size > 0) await new Promise<void>((resolve) => (changed = resolve));
    },
    dispose() {
      watching.dispose();
    },
  };
}

describe('debugging functions', function () {
  this.timeout(60_000);
  const uri = (name: string) => vscode.Uri.joinPath(projectFolder().uri, name);
  const at = (name: string, line: number, condition?: string, log?: string) =>
    new vscode.SourceBreakpoint(
      new vscode.Location(uri(name), new vscode.Position(line - 1, 0)),
      true,
      condition,
      undefined,
      log,
    );
  const function_ = 'edge-functions/total.ts';
  let stops: ReturnType<typeof watchStops>;
  let sessions: ReturnType<typeof watchSessions>;
  let url: string;

  const get = async (query = '?price=2&price=40') =>
    (await fetch(new URL(`/total${query}`, url))).text();
  const use = (...breakpoints: vscode.Breakpoint[]) => {
    vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
    vscode.debug.addBreakpoints(breakpoints);
  };

  /** Asks until a line is hit: VS Code does not tell when it has set a breakpoint. */
  const hit = async (
    name: string,
    line: number,
  ): Promise<{ stop: Stop; answer: Promise<string> }> => {
    let answer = get();
    let stopped = stops.next();
    for (;;) {
      const first = await Promise.race([stopped, answer]);
      if (typeof first === 'string') {
        answer = get();
        continue;
      }
      const frame = await topFrame(first);
      if (frame.line === line && fileOf(frame) === uri(name).fsPath) return { stop: first, answer };
      // A breakpoint that was taken away; the request may yet come to the right one.
      stopped = stops.next();
      await goOn(first);
    }
  };

  before(async function () {
    this.timeout(150_000);
    stops = watchStops();
    sessions = watchSessions();
    use(at(function_, 10));
    ({ url } = await call<{ url: string }>('debugFunctions'));
  });

  after(async () => {
    use();
    await vscode.debug.stopDebugging();
    await sessions.ended();
    sessions.dispose();
    stops.dispose();
    await call('stopFunctions');
  });

  it('stops at a breakpoint of a request, shows its variables, and goes on', async () => {
    const answer = get();
    const stop = await stops.next();
    const frame = await topFrame(stop);
    assert.equal(fileOf(frame), uri(function_).fsPath);
    assert.equal(frame.line, 10);
    assert.equal(await evaluate(stop, 'prices.join()'), "'2,40'");
    const before = await call<{ nowMs: number }>('advanceClock', { ms: 0 });
    const { nowMs } = await call<{ nowMs: number }>('advanceClock', { ms: 0 });
    assert.equal(nowMs, before.nowMs, 'time stands still');
    await goOn(stop);
    assert.equal(await answer, 'total: 42');
  });

  it('gives the address again where the functions are being debugged', async () => {
    assert.equal((await call<{ url: string }>('debugFunctions')).url, url);
    assert.equal((await call<{ url: string }>('startFunctions')).url, url);
  });

  it('steps into an imported module, and out of it', async () => {
    use(at(function_, 9));
    const { stop, answer } = await hit(function_, 9);
    await goOn(stop, 'stepIn');
    const inside = await stops.next();
    assert.equal(fileOf(await topFrame(inside)), uri('lib/sum.ts').fsPath);
    await goOn(inside, 'stepOut');
    const outside = await stops.next();
    assert.equal(fileOf(await topFrame(outside)), uri(function_).fsPath);
    await goOn(outside);
    assert.equal(await answer, 'total: 42');
  });

  it('takes conditions and logs, also in an imported module', async () => {
    use(at('lib/sum.ts', 4, 'result === 42'), at(function_, 10, undefined, 'the sum is {total}'));
    const { stop, answer } = await hit('lib/sum.ts', 4);
    assert.equal(await evaluate(stop, 'numbers.length'), '2');
    await goOn(stop);
    assert.equal(await answer, 'total: 42');
    while (!stops.outputs.some((line) => line.includes('the sum is 42'))) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });

  it('awaits in the console', async () => {
    use(at(function_, 10));
    const { stop, answer } = await hit(function_, 10);
    const result = await evaluate(stop, 'await Promise.resolve(prices.length)');
    assert.match(result, /^2$|Promise/);
    await goOn(stop);
    await answer;
  });

  it('stays bound when the file changes', async () => {
    const file = uri(function_).fsPath;
    const text = fs.readFileSync(file, 'utf8');
    try {
      fs.writeFileSync(file, text.replace('`total:', '`sum:'));
      // The next request may come before the change has been noticed.
      for (let answered = ''; answered !== 'sum: 42';) {
        const { stop, answer } = await hit(function_, 10);
        await goOn(stop);
        answered = await answer;
      }
    } finally {
      fs.writeFileSync(file, text);
    }
  });
});
