import * as l10n from '@vscode/l10n';
import type { KvOperation } from '../../../edge/kvOperation';
import type { InitialRecords } from '../../../edge/memoryCentralStore';
import { checkLimits } from '../../../rpc/checkApi';
import type { EdgeNode } from '../../runtimeProtocol';
import type { ThreadPool } from '../createThreadPool';
import { createCheckWorld, type CheckWorld } from './checkWorld';
import { createLane, operationOf, type Lane } from './lane';
import type { PreparedRequest } from './preparedRequest';
import { runLane } from './runLane';

/** Which request makes its next step; `enabled` are those that could, in order. */
export type Choose = (enabled: readonly number[]) => number;

/** What all runs of a check share. */
export interface CheckParts {
  readonly pool: ThreadPool;
  readonly nodes: readonly EdgeNode[];
  readonly records: InitialRecords;
  readonly cacheMisses: boolean;
  readonly seed: number;
  readonly timeoutMs: number;
  readonly memoryMegabytes: number;
  readonly signal: AbortSignal;
}

export interface RawRun {
  readonly lanes: readonly Lane[];
  readonly world: CheckWorld;
  readonly schedule: readonly number[];
  /** At each step, who could have made it. */
  readonly choices: readonly (readonly number[])[];
}

/**
 * Runs requests at the same time, of which one at a time makes a KV step: whichever is chosen, once
 * the code of all of them waits for nothing else.
 *
 * @throws Error where a request neither calls nor ends, or goes on for too long
 */
export async function runSchedule(
  requests: readonly PreparedRequest[],
  parts: CheckParts,
  choose: Choose,
): Promise<RawRun> {
  const world = createCheckWorld(parts.nodes, parts.records, parts.cacheMisses);
  const lanes = requests.map(createLane);
  const schedule: number[] = [];
  const choices: number[][] = [];
  let wake: () => void = () => undefined;

  const changed = (lane: Lane): void => {
    if (lane.state === 'ended') lane.endedAt = schedule.length;
    wake();
  };

  function startNext(): void {
    for (const lane of lanes) {
      if (lane.state !== 'waiting' || !isFirstOfClient(lane, lanes)) continue;
      lane.state = 'running';
      lane.beganAt = schedule.length;
      runLane(lane, world, parts, () => schedule.length, changed);
    }
  }

  async function untilQuiet(): Promise<void> {
    startNext();
    while (lanes.some(({ state, isQuiet }) => state === 'running' && !isQuiet)) {
      await nextChange();
      startNext();
    }
  }

  function nextChange(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(stuckText(lanes, parts.timeoutMs)));
      }, parts.timeoutMs);
      const stop = (): void => {
        clearTimeout(timer);
        reject(new Error(l10n.t('The check was stopped.')));
      };
      wake = () => {
        clearTimeout(timer);
        parts.signal.removeEventListener('abort', stop);
        resolve();
      };
      parts.signal.addEventListener('abort', stop, { once: true });
    });
  }

  for (;;) {
    if (parts.signal.aborted) throw new Error(l10n.t('The check was stopped.'));
    await untilQuiet();
    const enabled = lanes.filter(({ calls }) => calls.length > 0).map(({ index }) => index);
    if (enabled.length === 0) return { lanes, world, schedule, choices };
    if (schedule.length === checkLimits.stepsMax) throw new Error(endlessText());
    const chosen = choose(enabled);
    const lane = lanes[enabled.includes(chosen) ? chosen : (enabled[0] ?? 0)];
    if (!lane) throw new RangeError('There is no such request');
    schedule.push(lane.index);
    choices.push(enabled);
    makeStep(lane, world, schedule.length - 1);
  }
}

function makeStep(lane: Lane, world: CheckWorld, step: number): void {
  const call = lane.calls.shift();
  if (!call) return;
  const { held, since } = call;
  const result = world.make(held);
  const answer = result.ok
    ? { operation: (result.value as { operation: KvOperation }).operation }
    : { error: result.message };
  lane.made.push({
    ...operationOf(held, answer),
    ...{ step, startedMs: since, durationMs: step + 1 - since },
  });
  lane.isQuiet = false;
  lane.supervised?.send({
    kind: 'made',
    answer: { ...result, id: held.id, nowMs: world.nowMs() },
  });
}

/** Whether all requests that its client made before have ended. */
function isFirstOfClient({ index, prepared }: Lane, lanes: readonly Lane[]): boolean {
  if (prepared.client === undefined) return true;
  return lanes
    .slice(0, index)
    .every((one) => one.prepared.client !== prepared.client || one.state === 'ended');
}

function stuckText(lanes: readonly Lane[], timeoutMs: number): string {
  const stuck = lanes.find(({ state, isQuiet }) => state === 'running' && !isQuiet);
  const { method = '', path = '' } = stuck?.prepared.asked ?? {};
  return l10n.t(
    '{0} {1} neither made a KV call nor ended within {2} s, so its check was given up.',
    method,
    path,
    timeoutMs / 1000,
  );
}

function endlessText(): string {
  return l10n.t(
    'The requests made more than {0} KV calls together, so their check was given up.',
    checkLimits.stepsMax,
  );
}
