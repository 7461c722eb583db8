import * as l10n from '@vscode/l10n';
import type { RequestBounds } from './superviseRequest';

/** CPU time of a function without what it waits for [DOC]. */
export const cpuMsMax = 200;

/** The limit that stopped a function, or would have: the function, the limit and its setting. */
export function cpuSentence(name: string): string {
  return l10n.t(
    'The function {0} used more than {1} ms of CPU and was stopped (setting "{2}").',
    name,
    cpuMsMax,
    'pagesKv.functions.cpuLimit',
  );
}

export function cpuWarning(name: string, cpuMs: number): string {
  return l10n.t(
    'The function {0} used {1} ms of CPU; the platform stops a function after {2} ms (setting "{3}").',
    name,
    Math.round(cpuMs),
    cpuMsMax,
    'pagesKv.functions.cpuLimit',
  );
}

/** @param absence why its KV calls got no answer, where that was so */
export function lateSentence(name: string, timeoutMs: number, absence?: string): string {
  const setting = [timeoutMs / 1000, 'pagesKv.functions.timeout'] as const;
  if (absence === undefined) {
    return l10n.t(
      'The function {0} did not answer within {1} s and was stopped (setting "{2}").',
      name,
      ...setting,
    );
  }
  return l10n.t(
    '{0} The function {1} was stopped after {2} s (setting "{3}").',
    absence,
    name,
    ...setting,
  );
}

/** Why the thread of a function ended by itself. */
export function endedSentence(
  error: NodeJS.ErrnoException | undefined,
  { name, memoryMegabytes }: RequestBounds,
): string {
  if (error?.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return l10n.t(
      'The function {0} used more than {1} MB of memory and was stopped (setting "{2}").',
      name,
      memoryMegabytes,
      'pagesKv.functions.memoryLimit',
    );
  }
  const reason = error?.message ?? l10n.t('unknown reason');
  return l10n.t('The thread of the function has ended: {0}', reason);
}
