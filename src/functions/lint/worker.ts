import { parentPort } from 'node:worker_threads';
import { lintModule } from './lintModule';
import type { LintOrder, LintReport } from './lintMessages';
import { findProjectFiles } from './projectFiles';

/** Reads code on a thread of its own, so that no file, however large, keeps the editor waiting. */
async function answer(order: LintOrder): Promise<LintReport> {
  const { id } = order;
  try {
    switch (order.kind) {
      case 'lint':
        return { id, kind: 'linted', result: await lintModule(order.request) };
      case 'files':
        return { id, kind: 'files', files: await findProjectFiles(order.project) };
      default:
        return order satisfies never;
    }
  } catch (error) {
    return { id, kind: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on('message', (order: LintOrder) => {
  void answer(order).then((report) => {
    parentPort?.postMessage(report);
  });
});
