import * as l10n from '@vscode/l10n';
import { checkLimits, type CheckOptions, type CheckOutcome } from '../../../rpc/checkApi';
import type { EmulatorPlace, HostSettings } from '../../../rpc/hostApi';
import type { SourcePositions } from '../../bundle/sourcePositions';
import type { ThreadKind } from '../../runtimeProtocol';
import type { LoadedProject } from '../../project/loadedProject';
import { createThreadPool, type ThreadPool } from '../createThreadPool';
import { copyRecords } from './copyRecords';
import { explore } from './explore';
import { compileInvariant } from './invariant';
import { judgeRun } from './judgeRun';
import { following } from './orders';
import { prepareRequests, type PreparedRequest } from './preparedRequest';
import { runSchedule, type CheckParts, type Choose } from './runSchedule';
import { shrink } from './shrink';

/** Checks of a project's functions, one at a time. */
export interface Checks {
  check(options: CheckOptions): Promise<CheckOutcome>;
  /** The check under way rejects. */
  stop(): void;
  dispose(): Promise<void>;
}

export interface CheckServices {
  /** Bundle of the runtime's `main.ts`. */
  readonly runtimeFile: string;
  readonly projectId: string;
  readonly emulator: EmulatorPlace;
  readonly positions: SourcePositions;
  settings(): HostSettings;
  project(): Promise<LoadedProject>;
}

export function createChecks(services: CheckServices): Checks {
  let stopping = new AbortController();
  let before: Promise<unknown> = Promise.resolve();
  /** Its threads are kept for the next check. */
  let pool: ThreadPool | undefined;

  function poolOf({ runtimeFile, projectId, emulator }: CheckServices): ThreadPool {
    const kind = (): ThreadKind => ({
      megabytes: services.settings().limits.memoryMegabytes,
      // A check has a clock of its own.
      simulatedTime: false,
    });
    pool ??= createThreadPool(runtimeFile, { projectId, emulator, check: true }, kind);
    return pool;
  }

  /** What a check that was given up has left under way ends with its threads. */
  async function dropPool(): Promise<void> {
    const dropped = pool;
    pool = undefined;
    await dropped?.dispose();
  }

  async function run(options: CheckOptions, signal: AbortSignal): Promise<CheckOutcome> {
    try {
      return await runCheck(services, options, poolOf(services), signal);
    } catch (error) {
      await dropPool();
      throw error;
    }
  }

  return {
    check(options) {
      const { signal } = stopping;
      const checking = before.then(() => run(options, signal));
      before = checking.catch(() => undefined);
      return checking;
    },
    stop() {
      stopping.abort();
      stopping = new AbortController();
    },
    async dispose() {
      stopping.abort();
      await before;
      await dropPool();
    },
  };
}

async function runCheck(
  services: CheckServices,
  options: CheckOptions,
  pool: ThreadPool,
  signal: AbortSignal,
): Promise<CheckOutcome> {
  const { projectId, emulator, positions } = services;
  const settings = services.settings();
  const [project, copied] = await Promise.all([
    services.project(),
    copyRecords(emulator, projectId),
  ]);
  const bindings = copied.bindings.map(({ variable, namespaceId }) => ({ variable, namespaceId }));
  const requests = prepareRequests(options, { project, settings, bindings });
  const { seed = 1, schedules = checkLimits.schedulesDefault } = options;
  const invariant =
    options.invariant === undefined || options.invariant.trim() === ''
      ? undefined
      : compileInvariant(options.invariant, bindings);
  const { memoryMegabytes } = settings.limits;
  const parts: CheckParts = {
    ...{ pool, nodes: settings.nodes, records: copied.records, seed, signal, memoryMegabytes },
    cacheMisses: options.cacheMisses ?? false,
    timeoutMs: settings.timeoutMs,
  };
  const variableOf = (id: string): string =>
    bindings.find(({ namespaceId }) => namespaceId === id)?.variable ?? id;
  const execute = async (some: readonly PreparedRequest[], choose: Choose) => {
    const raw = await runSchedule(some, parts, choose);
    return { run: judgeRun(raw, { positions, variableOf, invariant }), choices: raw.choices };
  };
  if (options.schedule) {
    const { run } = await execute(requests, following(options.schedule));
    return outcome(run, { seed, schedulesRun: 1, exhaustive: false, recordsCut: copied.isCut });
  }
  const explored = await explore((choose) => execute(requests, choose), {
    ...{ requests: requests.length, schedules, seed },
  });
  const { first, failed, schedulesRun, exhaustive } = explored;
  const common = { seed, schedulesRun, exhaustive, recordsCut: copied.isCut };
  if (!failed) return { ...common, failures: failuresOf(first) };
  const shrunk = await shrink(failed, requests, async (some, choose) => {
    const { run } = await execute(some, choose);
    return run;
  });
  return { ...common, failed, shrunk, failures: failuresOf(first) };
}

function outcome(run: CheckOutcome['failed'] & object, common: Omit<CheckOutcome, 'failures'>) {
  const failed = run.violations.length > 0 ? { failed: run, shrunk: run } : {};
  return { ...common, ...failed, failures: failuresOf(run) };
}

/** @throws Error where nothing but errors came, since such a check says nothing */
function failuresOf({ requests }: CheckOutcome['failed'] & object): CheckOutcome['failures'] {
  const failures = requests.flatMap(({ failure }, request) =>
    failure === undefined ? [] : [{ request, message: failure }],
  );
  const [first] = failures;
  if (first && failures.length === requests.length) {
    throw new Error(
      l10n.t('Every request failed, so nothing was checked. The first one: {0}', first.message),
    );
  }
  return failures;
}
