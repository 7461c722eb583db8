import * as vscode from 'vscode';
import { loadMiddleware } from '../../functions/project/loadMiddleware';
import type { Binding } from '../../rpc/emulatorData';
import type { RouteInfo } from '../../rpc/hostApi';
import type { Project, Services } from '../services';
import type { ElementData, ElementOf } from './elements';
import { elementId } from './elements';
import { messageData, type ElementSource } from './elementTree';
import { treeItem } from './treeItems';

export const projectsIds = {
  project: (projectId: string) => elementId('project', projectId),
  bindings: (projectId: string) => elementId('bindings', projectId),
  binding: (projectId: string, variable: string) => elementId('binding', projectId, variable),
  functions: (projectId: string) => elementId('functions', projectId),
};

/** Projects → bindings and functions. */
export function projectsSource(services: Services): ElementSource {
  return {
    async roots() {
      const { all } = services.projects;
      const empty = await Promise.all(all.map((project) => isEmpty(services, project)));
      // A welcome text that says what to create is worth more than a tree of empty groups.
      if (empty.every(Boolean)) return [];
      return all.map((project) => ({
        kind: 'project' as const,
        id: projectsIds.project(project.id),
        project,
      }));
    },
    async children(parent) {
      if (parent.kind === 'project') return groups(parent);
      if (parent.kind === 'bindings') return bindingElements(services, parent);
      return parent.kind === 'functions' ? functionElements(services, parent) : [];
    },
    item: (element) => treeItem(element, (project) => services.functions.state(project)),
  };
}

async function isEmpty(services: Services, project: Project): Promise<boolean> {
  if (services.functions.state(project).kind !== 'stopped') return false;
  if ((await routesOf(services, project)).length > 0) return false;
  return (await bindingsOf(services, project)).length === 0;
}

function groups(parent: ElementOf<'project'>): readonly ElementData[] {
  const { project } = parent;
  return [
    { kind: 'bindings', id: projectsIds.bindings(project.id), parent, project },
    { kind: 'functions', id: projectsIds.functions(project.id), parent, project },
  ];
}

async function bindingElements(
  services: Services,
  parent: ElementOf<'bindings'>,
): Promise<readonly ElementData[]> {
  const { project } = parent;
  const bindings = await bindingsOf(services, project);
  if (bindings.length === 0) {
    return [messageData(parent, vscode.l10n.t('No namespace is bound yet.'))];
  }
  return bindings.map((binding) => ({
    kind: 'binding',
    id: projectsIds.binding(project.id, binding.variable),
    parent,
    project,
    binding,
  }));
}

async function functionElements(
  services: Services,
  parent: ElementOf<'functions'>,
): Promise<readonly ElementData[]> {
  const { project } = parent;
  if (project.folder === undefined) {
    return [
      messageData(parent, vscode.l10n.t('Functions run only from folders on this computer.')),
    ];
  }
  const [middleware, routes] = await Promise.all([
    middlewareElements(parent, project.folder),
    services.functions.routes(project),
  ]);
  if (routes.length === 0) {
    const text = vscode.l10n.t('No functions yet: create edge-functions/index.js.');
    return [...middleware, messageData(parent, text)];
  }
  const functions = routes.flatMap((route) =>
    route.handlers.map((handler) => ({
      kind: 'function' as const,
      id: elementId('function', project.id, route.file, handler.exportName),
      parent,
      project,
      route,
      handler,
    })),
  );
  return [...middleware, ...functions];
}

/** First, as it runs; a file of that name that is not run belongs to somebody else. */
async function middlewareElements(
  parent: ElementOf<'functions'>,
  folder: string,
): Promise<readonly ElementData[]> {
  const { project } = parent;
  const middleware = await loadMiddleware(folder, undefined);
  if (!middleware?.handler) return [];
  const { file, handler } = middleware;
  const id = elementId('middleware', project.id);
  return [{ kind: 'middleware', id, parent, project, file, line: handler.line }];
}

async function routesOf(services: Services, project: Project): Promise<readonly RouteInfo[]> {
  return project.folder === undefined ? [] : services.functions.routes(project);
}

/** None where the store cannot be opened: the Accounts view says so. */
async function bindingsOf(services: Services, project: Project): Promise<readonly Binding[]> {
  try {
    const api = await services.emulator.api();
    return await api.listBindings({ projectId: project.id });
  } catch (error) {
    services.log.debug('bindings', String(error));
    return [];
  }
}
