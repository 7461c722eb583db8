import { fork } from 'node:child_process';
import path from 'node:path';
import { ProductFailed } from '../productFailed';
import type { JobAnswer } from './job';
import type { jobs } from './jobs';

type Jobs = typeof jobs;

/**
 * Runs a job in a process of its own, whose memory and event loop are nobody else's.
 *
 * @throws ProductFailed where the product refused, or took the process down with it
 */
export function runJob<Name extends keyof Jobs>(
  name: Name,
  request: Parameters<Jobs[Name]>[0],
): Promise<Awaited<ReturnType<Jobs[Name]>>> {
  return new Promise((resolve, reject) => {
    const child = fork(path.join(__dirname, 'job.js'), [], {
      serialization: 'advanced',
      execArgv: ['--expose-gc'],
    });
    child.once('message', (answer: JobAnswer) => {
      if (answer.ok) resolve(answer.value as Awaited<ReturnType<Jobs[Name]>>);
      else reject(answer.byProduct ? new ProductFailed(answer.message) : new Error(answer.message));
    });
    child.once('exit', (code, signal) => {
      reject(new ProductFailed(`The process of ${name} ended with ${signal ?? code}`));
    });
    child.send({ name, request });
  });
}
