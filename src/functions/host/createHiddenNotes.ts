import * as l10n from '@vscode/l10n';
import type { HostLogLine } from '../../rpc/hostApi';
import { relativeFile } from '../bundle/sourcePositions';
import { findStaticFile } from '../project/findStaticFile';
import { hasOnlyIndexPage } from '../project/hasOnlyIndexPage';
import type { LoadedProject } from '../project/loadedProject';
import { parseRoute } from '../routes/routePattern';
import { matchRoute } from '../routes/routeTable';

/** Says in the log where a file answers for something else, once per load of a project. */
export interface HiddenNotes {
  /** What is plain at once: files that have the name of a static route. */
  loaded(project: LoadedProject): void;
  /** What `[id]`, `[[rest]]` or a rewrite would have left to a function, when it is asked for. */
  served(project: LoadedProject, method: string, pathname: string, file: string): void;
  /** What is not there would have been the only page's in production, as far as the CLI shows. */
  notFound(project: LoadedProject, pathname: string): Promise<void>;
}

/** The note that does not depend on a path. */
const onlyPage = '/index.html';

export function createHiddenNotes(folder: string, log: (line: HostLogLine) => void): HiddenNotes {
  const told = new WeakMap<LoadedProject, Set<string>>();

  function once(project: LoadedProject, note: string, line: HostLogLine): void {
    const notes = told.get(project) ?? new Set();
    told.set(project, notes);
    if (!notes.has(note)) log(line);
    notes.add(note);
  }

  function tell(
    project: LoadedProject,
    level: HostLogLine['level'],
    file: string,
    route: string,
  ): void {
    const names = [relativeFile(folder, file), relativeFile(folder, route)] as const;
    const text = l10n.t('The file {0} is served instead of {1}.', ...names);
    once(project, text, { level, text });
  }

  return {
    loaded(project) {
      for (const { route, file } of project.routes) {
        if (!parseRoute(route)?.every(({ kind }) => kind === 'static')) continue;
        const hiding = findStaticFile(project.staticRoot, route);
        if (hiding) tell(project, 'warn', hiding.file, file);
      }
    },
    served(project, method, pathname, file) {
      const match = matchRoute(project.table, method, pathname);
      if (match) tell(project, 'info', file, match.info.file);
    },
    async notFound(project, pathname) {
      if (told.get(project)?.has(onlyPage) || !(await hasOnlyIndexPage(project.staticRoot))) return;
      const text = l10n.t(
        'Nothing is found at {0}. The only page is index.html, and production may answer with it: a rewrite of "/*" to "/index.html" in edgeone.json does so here too.',
        pathname,
      );
      once(project, onlyPage, { level: 'info', text });
    },
  };
}
