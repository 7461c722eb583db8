import type { CheckOutcome } from '../../rpc/checkApi';
import { requestLines, stepLines, violationText } from './checkText';

/** What `pagesKv.checkConcurrency` resolves to; plain JSON. */
export function checkResult(outcome: CheckOutcome, invariant: string | undefined) {
  const { seed, schedulesRun, exhaustive, recordsCut, failures, failed, shrunk } = outcome;
  const run = shrunk ?? failed;
  const lines = run ? requestLines(run) : [];
  const steps = run ? stepLines(run) : [];
  return {
    ...{ seed, schedulesRun, exhaustive, recordsCut, failures },
    violations: (run?.violations ?? []).map((violation) => ({
      ...{ kind: violation.kind, key: violation.key, steps },
      requests: violation.requests.map((index) => lines[index] ?? ''),
      message: violationText(run as NonNullable<typeof run>, violation, invariant),
    })),
    ...(run ? { shrunk: { requests: run.asked, schedule: run.schedule, steps: run.steps } } : {}),
  };
}
