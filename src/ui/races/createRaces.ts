import * as vscode from 'vscode';
import { createHistory } from '../../edge/history/createHistory';
import type { TracedOperation } from '../../rpc/hostApi';
import type { FunctionsService } from '../services';
import { readRaces } from './readRaces';
import { RaceBook, type LineChange } from './raceBook';
import { raceDiagnostic } from './raceDiagnostic';
import { raceFinding, raceRequest, type RaceFinding, type RaceRequest } from './raceFinding';

/** Faults between requests, found while functions run, in the Problems panel. */
export interface Races extends vscode.Disposable {
  of(uri: vscode.Uri): readonly RaceFinding[];
  /** @returns how many there were */
  clear(): number;
}

/** Faults that come together are shown together; a person who types is not interrupted. */
const settleMs = 200;

export function createRaces({ onDidEndRequest, onDidChangeRoutes }: FunctionsService): Races {
  const collection = vscode.languages.createDiagnosticCollection('Pages KV races');
  const history = createHistory<RaceRequest, TracedOperation>();
  const book = new RaceBook();
  const waiting = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  function schedule(files: Iterable<string>): void {
    for (const file of files) waiting.add(file);
    if (waiting.size === 0) return;
    timer ??= setTimeout(() => {
      timer = undefined;
      const due = [...waiting];
      waiting.clear();
      for (const file of due) void show(file);
    }, settleMs);
  }

  async function show(file: string): Promise<void> {
    const shown = await readRaces(file, () => book.of(file));
    book.replace(file, shown.findings);
    collection.set(vscode.Uri.file(file), shown.visible.map(raceDiagnostic));
  }

  const listening = [
    onDidEndRequest(({ trace }) => {
      if (trace.operations.length === 0) return;
      for (const violation of history.add(raceRequest(trace), trace.operations)) {
        const finding = raceFinding(violation);
        if (finding && book.add(finding)) schedule([finding.place.file]);
      }
    }),
    // A new build: files may have changed that no editor shows.
    onDidChangeRoutes(() => {
      schedule(book.files());
    }),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      const file = document.uri.fsPath;
      if (document.uri.scheme !== 'file' || book.of(file).length === 0) return;
      book.change(file, contentChanges.map(lineChange));
      schedule([file]);
    }),
  ];

  return {
    of: (uri) => book.of(uri.fsPath),
    clear() {
      collection.clear();
      return book.clear();
    },
    dispose() {
      clearTimeout(timer);
      vscode.Disposable.from(...listening, collection).dispose();
    },
  };
}

function lineChange({ range, text }: vscode.TextDocumentContentChangeEvent): LineChange {
  const { start, end } = range;
  const moves = text.split('\n').length - 1 - (end.line - start.line);
  // What is put before the first character of a line leaves the line itself as it is.
  return { lastLine: end.character === 0 ? end.line : end.line + 1, moves };
}
