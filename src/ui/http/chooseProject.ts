import * as vscode from 'vscode';
import { isLoopback, type Target } from '../../functions/httpFile/target';
import { matchRoute, compileRoutes } from '../../functions/routes/routeTable';
import type { Project, Services } from '../services';
import type { HandlerTarget } from '../functions/handlerTarget';

/** The request names a place that is none of the open projects'. */
export class ForeignAddressError extends Error {
  /** What would go to the project instead. */
  readonly path: string;

  constructor(authority: string, path: string) {
    super(
      vscode.l10n.t(
        'Requests go to the functions of open projects only, and "{0}" is none of theirs. The extension REST Client sends to any address.',
        authority,
      ),
    );
    this.name = 'ForeignAddressError';
    this.path = path;
  }
}

export interface Destination {
  readonly project: Project;
  /** Path and query. */
  readonly path: string;
  /** For the `Host` header, where the request names it: it may choose the edge node. */
  readonly authority?: string;
}

/**
 * The project that a request goes to.
 *
 * Nothing else is ever sent to: a path belongs to the project that owns the file, and an address
 * must be the one at which a project of this window answers.
 *
 * @throws ForeignAddressError, or Error with a sentence where the target is no address
 */
export async function chooseProject(
  services: Services,
  owner: Project,
  target: Target,
  written: string,
): Promise<Destination> {
  switch (target.kind) {
    case 'invalid':
      throw new Error(vscode.l10n.t('"{0}" is neither a path nor an address.', written));
    case 'path':
      return { project: owner, path: target.path };
    case 'address': {
      const { scheme, hostname, port, path, authority } = target;
      const here = scheme === 'http' && isLoopback(hostname);
      const project = here ? await projectAt(services, owner, port) : undefined;
      if (!project) throw new ForeignAddressError(authority, path);
      return { project, path, authority };
    }
    default:
      return target satisfies never;
  }
}

async function projectAt(
  { projects, functions, settings }: Services,
  owner: Project,
  port: number,
): Promise<Project | undefined> {
  const running = projects.all.find((project) => {
    const state = functions.state(project);
    return state.kind === 'running' && portOf(state.url) === port;
  });
  if (running) return running;
  // The address that the project will have, unless the port is somebody else's.
  const stopped = functions.state(owner).kind !== 'running';
  if (!stopped || settings.functions(owner).port !== port) return undefined;
  const { url } = await functions.start(owner);
  return portOf(url) === port ? owner : undefined;
}

function portOf(url: string): number {
  const { port } = new URL(url);
  return port === '' ? 80 : Number(port);
}

/** The function that answers, as far as its file tells; none for static files. */
export async function handlerOf(
  { functions }: Services,
  project: Project,
  method: string,
  path: string,
): Promise<HandlerTarget | undefined> {
  const table = compileRoutes(await functions.routes(project));
  const match = matchRoute(table, method, path.split(/[?#]/, 1)[0] ?? path);
  return match && { project, route: match.info, handler: match.handler };
}
