import { superviseRequest } from '../superviseRequest';
import type { CheckWorld } from './checkWorld';
import type { Lane } from './lane';
import type { CheckParts } from './runSchedule';

/** Each request has a chance of its own, the same in every order. */
const seedStep = 0x9e3779b1;

/** Longer bodies are cut: an invariant that looks at more is not to be expected. */
const bodyBytesMax = 1024 * 1024;

/**
 * Runs one request of a check on a thread.
 *
 * @param now number of steps that were made so far
 * @param changed told when its code waits for calls, and when it has ended
 */
export function runLane(
  lane: Lane,
  world: CheckWorld,
  parts: CheckParts,
  now: () => number,
  changed: (lane: Lane) => void,
): void {
  const { prepared, index } = lane;
  const { pool, timeoutMs, memoryMegabytes } = parts;
  const bounds = { name: prepared.asked.path, timeoutMs, memoryMegabytes, cpu: 'off' } as const;
  const ignore = (): void => undefined;
  let bytes = 0;

  async function run(): Promise<void> {
    const thread = await pool.acquire();
    const moment = { nowMs: world.nowMs(), seed: (parts.seed + index * seedStep) >>> 0 };
    const request = prepared.forThread(thread, moment, index);
    lane.supervised = superviseRequest(pool, thread, request, bounds, {
      head(head) {
        lane.head ??= head;
        if (head.body) keep(head.body);
      },
      chunk(chunk) {
        keep(chunk);
        return undefined;
      },
      held(calls) {
        lane.calls.push(...calls.map((held) => ({ held, since: now() })));
        lane.isQuiet = true;
        changed(lane);
      },
      operations: (operations) => lane.noted.push(...operations),
      failed(failure) {
        lane.failure ??= failure;
      },
      uncaught(failure) {
        lane.failure ??= failure;
      },
      ...{
        bodyEnded: ignore,
        operationsCounted: ignore,
        passed: ignore,
        log: ignore,
        warning: ignore,
      },
    });
    await lane.supervised.ended;
  }

  function keep(chunk: Uint8Array): void {
    bytes += chunk.byteLength;
    if (bytes <= bodyBytesMax) lane.body.push(chunk);
  }

  run()
    .catch((error: unknown) => {
      lane.failure ??= {
        message: error instanceof Error ? error.message : String(error),
        stack: '',
      };
    })
    .finally(() => {
      lane.state = 'ended';
      // What nobody waits for any more is not made.
      lane.calls.length = 0;
      changed(lane);
    });
}
