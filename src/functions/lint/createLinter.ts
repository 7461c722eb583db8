import { Worker } from 'node:worker_threads';
import type { LintRequest, LintResult } from './finding';
import type { LintOrder, LintReport } from './lintMessages';
import type { ProjectFiles } from './projectFiles';

/** The thread that reads code; it starts when it is first asked, and ends when it is idle. */
export interface Linter {
  /** `undefined` where the text took too long, or the thread broke. */
  lint(request: LintRequest): Promise<LintResult | undefined>;
  findFiles(project: string): Promise<ProjectFiles | undefined>;
  dispose(): void;
}

export interface LinterOptions {
  /** Bundle of `worker.ts`. */
  readonly workerFile: string;
  readonly onWarning?: (message: string) => void;
  /** What one answer may take before the thread is ended, milliseconds. */
  readonly timeoutMs?: number;
  readonly idleMs?: number;
}

type Order = LintOrder extends infer O ? (O extends LintOrder ? Omit<O, 'id'> : never) : never;

interface Waiting {
  readonly settle: (report: LintReport | undefined) => void;
  readonly timer: NodeJS.Timeout;
}

export function createLinter(options: LinterOptions): Linter {
  const { workerFile, onWarning, timeoutMs = 10_000, idleMs = 60_000 } = options;
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let nextId = 1;

  function start(): Worker {
    const started = new Worker(workerFile, {
      name: 'Pages KV code reader',
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    });
    started.unref();
    started.on('message', (report: LintReport) => {
      finish(report.id, report);
    });
    started.on('error', (error) => {
      onWarning?.(error instanceof Error ? error.message : String(error));
    });
    started.on('exit', () => {
      if (worker === started) end();
    });
    return started;
  }

  /** Ends the thread; what waits for it hears that there is no answer. */
  function end(): void {
    const ending = worker;
    worker = undefined;
    clearTimeout(idle);
    for (const id of [...waiting.keys()]) finish(id, undefined);
    void ending?.terminate();
  }

  function finish(id: number, report: LintReport | undefined): void {
    const entry = waiting.get(id);
    if (!entry) return;
    waiting.delete(id);
    clearTimeout(entry.timer);
    if (report?.kind === 'failed') onWarning?.(report.message);
    entry.settle(report);
    if (waiting.size > 0 || !worker) return;
    clearTimeout(idle);
    idle = setTimeout(end, idleMs);
    idle.unref();
  }

  function ask(order: Order): Promise<LintReport | undefined> {
    clearTimeout(idle);
    worker ??= start();
    const id = nextId;
    nextId += 1;
    const running = worker;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        if (worker === running) end();
      }, timeoutMs);
      waiting.set(id, { settle: resolve, timer });
      running.postMessage({ ...order, id } satisfies LintOrder);
    });
  }

  return {
    lint: async (request) => {
      const report = await ask({ kind: 'lint', request });
      return report?.kind === 'linted' ? report.result : undefined;
    },
    findFiles: async (project) => {
      const report = await ask({ kind: 'files', project });
      return report?.kind === 'files' ? report.files : undefined;
    },
    dispose: end,
  };
}
