import * as vscode from 'vscode';
import { tokenProperty } from '../debug/attachConfiguration';

const patienceMs = 2_000;

/**
 * Shows in the status bar that something runs, and after two seconds how to give it up.
 *
 * @returns `undefined` where the person gave up
 */
export async function runProgress<R>(
  title: string,
  work: (signal: AbortSignal) => Promise<R>,
): Promise<R | undefined> {
  const controller = new AbortController();
  const running = work(controller.signal);
  const settled = running.then(
    () => undefined,
    () => undefined,
  );
  void vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title },
    () => settled,
  );
  const timer = setTimeout(() => {
    // What stands at a breakpoint takes its time, and the debugger's own buttons end it.
    if (isOurs(vscode.debug.activeDebugSession)) return;
    const location = vscode.ProgressLocation.Notification;
    void vscode.window.withProgress({ location, title, cancellable: true }, (_progress, token) => {
      token.onCancellationRequested(() => {
        controller.abort();
      });
      return settled;
    });
  }, patienceMs);
  try {
    return await running;
  } catch (error) {
    if (controller.signal.aborted) return undefined;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** Whether functions of ours are being debugged; each of their threads has a session below. */
function isOurs(session: vscode.DebugSession | undefined): boolean {
  if (!session) return false;
  return session.configuration[tokenProperty] !== undefined || isOurs(session.parentSession);
}
