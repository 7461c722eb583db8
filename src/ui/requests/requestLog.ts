import * as vscode from 'vscode';
import type { FunctionsService, SettingsService } from '../services';
import { isEmptyFilter, type RequestFilter } from './requestFilter';
import { RequestRing } from './requestRing';

/** The requests of this window's functions, and what of them is looked at. */
export interface RequestLog extends vscode.Disposable {
  readonly requests: Pick<RequestRing, 'get' | 'newest' | 'size'>;
  readonly filter: RequestFilter;
  setFilter(filter: RequestFilter): void;
  clear(): void;
  /** A request was added; others may have gone. */
  readonly onDidAdd: vscode.Event<void>;
  /** What is looked at is another list. */
  readonly onDidChange: vscode.Event<void>;
}

export function createRequestLog(
  functions: FunctionsService,
  settings: SettingsService,
): RequestLog {
  const ring = new RequestRing(settings.requestsLimit);
  const added = new vscode.EventEmitter<void>();
  const changed = new vscode.EventEmitter<void>();
  let filter: RequestFilter = {};
  const listening = [
    functions.onDidEndRequest(({ project, trace }) => {
      ring.add(project, trace);
      added.fire();
    }),
    settings.onDidChange(() => {
      ring.setLimit(settings.requestsLimit);
      changed.fire();
    }),
  ];
  return {
    requests: ring,
    get filter() {
      return filter;
    },
    setFilter(next) {
      filter = isEmptyFilter(next) ? {} : next;
      changed.fire();
    },
    clear() {
      ring.clear();
      changed.fire();
    },
    onDidAdd: added.event,
    onDidChange: changed.event,
    dispose: () => {
      vscode.Disposable.from(...listening, added, changed).dispose();
    },
  };
}
