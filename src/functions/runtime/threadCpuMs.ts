import { performance } from 'node:perf_hooks';

/** Node 23 and later count a thread's own time; its types here are those of the oldest Node. */
const { threadCpuUsage } = process as {
  threadCpuUsage?: () => { readonly user: number; readonly system: number };
};

/**
 * CPU time of this thread so far, in milliseconds; where Node cannot tell, the time for which the
 * thread did not wait.
 */
export function threadCpuMs(): number {
  if (!threadCpuUsage) return performance.eventLoopUtilization().active;
  const { user, system } = threadCpuUsage();
  return (user + system) / 1000;
}
