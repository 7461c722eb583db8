import { performance } from 'node:perf_hooks';
import { noteIdleMs } from '../operationMemory';

/** Node 23 and later count a thread's own time; its types here are those of the oldest Node. */
const { threadCpuUsage } = process as {
  threadCpuUsage?: () => { readonly user: number; readonly system: number };
};

/** CPU time of this thread, as the platform would count it. */
export interface CpuClock {
  /**
   * So far, in milliseconds, without what it was only awake for; where Node cannot tell, the time
   * for which the thread did not wait.
   */
  ms(): number;
  /** The thread was awake for so long without doing anything. */
  readonly idle: (ms: number) => void;
}

/** @param memory where the host reads how long the thread was idle, also while its code runs */
export function createCpuClock(memory: SharedArrayBuffer): CpuClock {
  let idleMs = 0;
  return {
    ms: () => threadMs() - idleMs,
    idle(ms) {
      idleMs += ms;
      noteIdleMs(memory, idleMs);
    },
  };
}

function threadMs(): number {
  if (!threadCpuUsage) return performance.eventLoopUtilization().active;
  const { user, system } = threadCpuUsage();
  return (user + system) / 1000;
}
