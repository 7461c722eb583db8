import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { DebuggedFunctions, FunctionsService, Project } from '../services';
import { tokenProperty } from './attachConfiguration';

/** One project under the debugger, from the opening of its host to the end of the session. */
export interface Debugging {
  readonly token: string;
  readonly project: Project;
  readonly functions: DebuggedFunctions;
  /** Resolves once breakpoints can be hit; rejects where the session ends before. */
  readonly ready: Promise<void>;
  /** Whether a session has been asked for. */
  isTaken: boolean;
}

/** The debug sessions of this window's functions, at most one a project. */
export interface DebugSessions extends vscode.Disposable {
  of(project: Project): Debugging | undefined;
  /** Opens the project's functions; a session is to follow. */
  open(project: Project): Promise<Debugging>;
  /** No session follows, or it has ended. */
  close(debugging: Debugging): Promise<void>;
}

interface Entry extends Debugging {
  root?: vscode.DebugSession;
  isAttached: boolean;
  attached(): void;
  ended(): void;
}

/** A session that does not begin in this time never will. */
const beginMsMax = 60_000;

export function createDebugSessions(
  service: FunctionsService,
  report: (error: unknown) => void,
): DebugSessions {
  const entries = new Map<string, Entry>();
  const closing = new Map<string, Promise<void>>();
  const opening = new Map<string, Promise<Entry>>();

  async function begin(project: Project): Promise<Entry> {
    // A restarted session comes while the functions of the old one still end.
    await closing.get(project.id);
    const functions = await service.debug(project);
    let attached: () => void = () => undefined;
    let ended: () => void = () => undefined;
    const ready = new Promise<void>((resolve, reject) => {
      attached = () => {
        functions.attached().then(resolve, reject);
      };
      ended = () => {
        reject(new Error(vscode.l10n.t('The debugger of {0} has ended.', project.name)));
      };
    });
    // Whoever waits is told; a session that nobody waits for may end as it likes.
    ready.catch(() => undefined);
    const token = randomUUID();
    const entry: Entry = {
      ...{ token, project, functions, ready, attached, ended },
      isTaken: false,
      isAttached: false,
    };
    entries.set(project.id, entry);
    setTimeout(() => {
      if (!entry.root) void close(entry);
    }, beginMsMax).unref();
    return entry;
  }

  function close({ project, token }: Debugging): Promise<void> {
    const entry = entries.get(project.id);
    if (entry?.token !== token) return Promise.resolve();
    entries.delete(project.id);
    entry.ended();
    const closed = entry.functions
      .close()
      .catch(report)
      .finally(() => {
        if (closing.get(project.id) === closed) closing.delete(project.id);
      });
    closing.set(project.id, closed);
    return closed;
  }

  const listening = [
    vscode.debug.onDidStartDebugSession((session) => {
      for (const entry of entries.values()) {
        if (session.configuration[tokenProperty] === entry.token) entry.root = session;
        // The debugger gives each thread a session below the first; it is attached by then.
        if (!entry.isAttached && entry.root && isBelow(session, entry.root)) {
          entry.isAttached = true;
          entry.attached();
        }
      }
    }),
    vscode.debug.onDidTerminateDebugSession((session) => {
      for (const entry of entries.values()) if (entry.root?.id === session.id) void close(entry);
    }),
  ];

  return {
    of: (project) => entries.get(project.id),
    open(project) {
      const known = opening.get(project.id);
      if (known) return known;
      const opened = begin(project).finally(() => {
        opening.delete(project.id);
      });
      opening.set(project.id, opened);
      return opened;
    },
    close,
    dispose() {
      vscode.Disposable.from(...listening).dispose();
    },
  };
}

function isBelow(session: vscode.DebugSession, root: vscode.DebugSession): boolean {
  const { parentSession } = session;
  return (
    parentSession !== undefined && (parentSession.id === root.id || isBelow(parentSession, root))
  );
}
