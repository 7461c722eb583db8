import * as path from 'node:path';
import * as vscode from 'vscode';
import type { CheckOutcome } from '../../rpc/checkApi';
import type { FunctionsService, Project, ProjectsService } from '../services';
import { checkFileEnding, functionBeside, readCheck } from './checkFile';
import { outcomeText, storyText } from './checkText';
import type { AskedCheck, FinishedCheck } from './finishedCheck';

/** Checked functions and saved schedules in the Test Explorer. */
export interface CheckTests extends vscode.Disposable {
  /** Runs a check as a test of its function; rejects where it cannot be made. */
  run(check: AskedCheck, signal: AbortSignal): Promise<FinishedCheck>;
  /** Runs every test, or those of the given file; resolves with what each came to. */
  runAll(file?: string): Promise<readonly { readonly test: string; readonly passed: boolean }[]>;
}

type Services = { readonly functions: FunctionsService; readonly projects: ProjectsService };

export function createCheckTests({ functions, projects }: Services): CheckTests {
  const controller = vscode.tests.createTestController('pagesKv.checks', 'Pages KV');
  /** How each test's check is made. */
  const checks = new Map<string, () => Promise<AskedCheck>>();

  function itemOf(file: string): vscode.TestItem {
    const known = controller.items.get(file);
    if (known) return known;
    const label = path.basename(file);
    const item = controller.createTestItem(file, label, vscode.Uri.file(file));
    controller.items.add(item);
    return item;
  }

  async function addSaved(uri: vscode.Uri): Promise<void> {
    const file = await functionBeside(uri);
    const project = projectOf(uri, projects.all);
    if (file === undefined || !project) return;
    const parent = itemOf(file);
    const label = vscode.l10n.t('Saved schedule');
    parent.children.add(controller.createTestItem(uri.fsPath, label, uri));
    checks.set(uri.fsPath, async () => {
      const { schedule, ...saved } = await readCheck(uri);
      return { project, name: path.basename(file), file, options: { ...saved, schedule } };
    });
  }

  function removeSaved({ fsPath }: vscode.Uri): void {
    checks.delete(fsPath);
    controller.items.forEach((item) => {
      item.children.delete(fsPath);
      if (item.children.size === 0 && !checks.has(item.id)) controller.items.delete(item.id);
    });
  }

  async function find(): Promise<void> {
    if (!vscode.workspace.isTrusted) return;
    const uris = await vscode.workspace.findFiles(`**/*${checkFileEnding}`, '**/node_modules/**');
    await Promise.all(uris.map(addSaved));
  }

  async function runItem(
    run: vscode.TestRun,
    item: vscode.TestItem,
    signal: AbortSignal,
  ): Promise<FinishedCheck> {
    run.started(item);
    const begunMs = performance.now();
    try {
      const asked = await checks.get(item.id)?.();
      if (!asked) throw new Error(vscode.l10n.t('This check is no longer known. Run it again.'));
      const outcome = await functions.check(asked.project, asked.options, signal);
      const durationMs = performance.now() - begunMs;
      run.appendOutput(`${outcomeText(outcome)}\r\n`, undefined, item);
      if (outcome.failed) run.failed(item, messageOf(outcome, asked), durationMs);
      else run.passed(item, durationMs);
      return { ...asked, outcome };
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      if (signal.aborted) run.skipped(item);
      else run.errored(item, new vscode.TestMessage(text));
      throw error;
    }
  }

  async function runItems(
    request: vscode.TestRunRequest,
    items: readonly vscode.TestItem[],
    token?: vscode.CancellationToken,
  ): Promise<readonly { readonly test: string; readonly passed: boolean }[]> {
    const run = controller.createTestRun(request);
    const stopping = new AbortController();
    token?.onCancellationRequested(() => {
      stopping.abort();
    });
    const results: { test: string; passed: boolean }[] = [];
    for (const item of items) {
      if (stopping.signal.aborted) break;
      const passed = await runItem(run, item, stopping.signal).then(
        ({ outcome }) => !outcome.failed,
        () => false,
      );
      results.push({ test: item.id, passed });
    }
    run.end();
    return results;
  }

  /** Those that can be run, below the given ones. */
  function runnable(items: Iterable<vscode.TestItem>): vscode.TestItem[] {
    return [...items].flatMap((item) => [
      ...(checks.has(item.id) ? [item] : []),
      ...runnable([...item.children].map(([, child]) => child)),
    ]);
  }

  const all = (): vscode.TestItem[] => [...controller.items].map(([, item]) => item);
  controller.createRunProfile(
    vscode.l10n.t('Check'),
    vscode.TestRunProfileKind.Run,
    async (request, token) => {
      const excluded = new Set(request.exclude);
      const items = runnable(request.include ?? all()).filter((item) => !excluded.has(item));
      await runItems(request, items, token);
    },
    true,
  );
  controller.resolveHandler = async (item) => {
    if (!item) await find();
  };
  controller.refreshHandler = find;
  const watcher = vscode.workspace.createFileSystemWatcher(`**/*${checkFileEnding}`);
  const registered = [
    watcher,
    watcher.onDidCreate((uri) => void addSaved(uri)),
    watcher.onDidDelete(removeSaved),
    vscode.workspace.onDidGrantWorkspaceTrust(() => void find()),
  ];

  return {
    async run(check, signal) {
      const item = itemOf(check.file);
      checks.set(item.id, () => Promise.resolve(check));
      const run = controller.createTestRun(new vscode.TestRunRequest([item]));
      try {
        return await runItem(run, item, signal);
      } finally {
        run.end();
      }
    },
    async runAll(file) {
      await find();
      const items = runnable(all().filter(({ id }) => file === undefined || id === file));
      return runItems(new vscode.TestRunRequest(items), items);
    },
    dispose() {
      vscode.Disposable.from(...registered, controller).dispose();
    },
  };
}

function projectOf(uri: vscode.Uri, projects: readonly Project[]): Project | undefined {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  return projects.find(({ id }) => id === folder?.uri.toString());
}

/** The story, at the line that went wrong. */
function messageOf(outcome: CheckOutcome, { options }: AskedCheck): vscode.TestMessage {
  const run = outcome.shrunk ?? outcome.failed;
  const message = new vscode.TestMessage(run ? storyText(run, outcome, options.invariant) : '');
  const step = run?.violations.find((one) => one.step !== undefined)?.step;
  const place = run?.steps[step ?? -1]?.place;
  if (place) {
    const position = new vscode.Position(place.line - 1, place.column - 1);
    message.location = new vscode.Location(vscode.Uri.file(place.file), position);
  }
  return message;
}
