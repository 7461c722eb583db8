import * as vscode from 'vscode';
import type { FunctionsState, Project } from '../services';
import type { ElementOf } from './elements';
import { tooltip } from './tooltip';

type ProjectViewElement = ElementOf<
  'project' | 'bindings' | 'binding' | 'functions' | 'function' | 'middleware'
>;

const { Expanded, None } = vscode.TreeItemCollapsibleState;

/** How an element of the Projects view looks. */
export function projectItem(
  element: ProjectViewElement,
  functionsState: (project: Project) => FunctionsState,
): vscode.TreeItem {
  switch (element.kind) {
    case 'project':
      return folderItem(element.project, functionsState(element.project));
    case 'bindings': {
      const item = new vscode.TreeItem({ label: vscode.l10n.t('Bindings') }, Expanded);
      item.iconPath = new vscode.ThemeIcon('link');
      item.contextValue = 'bindings';
      return item;
    }
    case 'binding':
      return bindingItem(element);
    case 'functions': {
      const item = new vscode.TreeItem({ label: vscode.l10n.t('Functions') }, Expanded);
      item.iconPath = new vscode.ThemeIcon('zap');
      item.contextValue = 'functions';
      return item;
    }
    case 'function':
      return functionItem(element);
    case 'middleware':
      return middlewareItem(element);
    default:
      return element satisfies never;
  }
}

function folderItem(project: Project, state: FunctionsState): vscode.TreeItem {
  const item = new vscode.TreeItem({ label: project.name }, Expanded);
  const described = describeState(state);
  item.description = described;
  item.iconPath = new vscode.ThemeIcon('root-folder');
  item.contextValue = project.folder === undefined ? 'project.virtual' : `project.${state.kind}`;
  item.tooltip = tooltip(project.name, [
    [vscode.l10n.t('Folder'), project.folder ?? project.uri.toString()],
    [vscode.l10n.t('Functions'), state.kind === 'running' ? state.url : described],
  ]);
  item.accessibilityInformation = {
    label: vscode.l10n.t('Project {0}, functions: {1}', project.name, described),
  };
  return item;
}

function describeState(state: FunctionsState): string {
  switch (state.kind) {
    case 'stopped':
      return vscode.l10n.t('stopped');
    case 'starting':
      return vscode.l10n.t('starting…');
    case 'running':
      return new URL(state.url).host;
    default:
      return state satisfies never;
  }
}

function bindingItem({ binding }: ElementOf<'binding'>): vscode.TreeItem {
  const target = `${binding.account}/${binding.namespace}`;
  const item = new vscode.TreeItem({ label: binding.variable }, None);
  item.description = target;
  item.iconPath = new vscode.ThemeIcon('symbol-variable');
  item.contextValue = 'binding';
  item.tooltip = tooltip(binding.variable, [
    [vscode.l10n.t('Account'), binding.account],
    [vscode.l10n.t('Namespace'), binding.namespace],
  ]);
  item.accessibilityInformation = {
    label: vscode.l10n.t('Variable {0}, bound to {1}', binding.variable, target),
  };
  return item;
}

function functionItem(element: ElementOf<'function'>): vscode.TreeItem {
  const { project, route, handler } = element;
  const method = handler.method === 'ALL' ? vscode.l10n.t('any method') : handler.method;
  const file = `${relativePath(project, route.file)}:${handler.line.toString()}`;
  const item = new vscode.TreeItem({ label: `${handler.method} ${route.route}` }, None);
  item.description = file;
  item.iconPath = new vscode.ThemeIcon('symbol-method');
  item.contextValue = 'function';
  item.tooltip = tooltip(route.route, [
    [vscode.l10n.t('Method'), method],
    [vscode.l10n.t('Export'), handler.exportName],
    [vscode.l10n.t('File'), file],
  ]);
  item.accessibilityInformation = {
    label: vscode.l10n.t('Function {0}, {1}, in {2}', route.route, method, file),
  };
  item.command = {
    command: 'pagesKv.openFunction',
    title: vscode.l10n.t('Open Function'),
    arguments: [element],
  };
  return item;
}

function middlewareItem({ project, file, line }: ElementOf<'middleware'>): vscode.TreeItem {
  const place = `${relativePath(project, file)}:${line}`;
  const item = new vscode.TreeItem({ label: vscode.l10n.t('Middleware') }, None);
  item.description = place;
  item.iconPath = new vscode.ThemeIcon('filter');
  item.contextValue = 'middleware';
  item.tooltip = tooltip(vscode.l10n.t('Middleware'), [
    [vscode.l10n.t('File'), place],
    [vscode.l10n.t('Runs'), vscode.l10n.t('before files and functions, where its matcher fits')],
  ]);
  item.accessibilityInformation = { label: vscode.l10n.t('Middleware, in {0}', place) };
  const start = new vscode.Position(line - 1, 0);
  item.command = {
    command: 'vscode.open',
    title: vscode.l10n.t('Open Middleware'),
    arguments: [
      vscode.Uri.file(file),
      { selection: new vscode.Range(start, start) } satisfies vscode.TextDocumentShowOptions,
    ],
  };
  return item;
}

function relativePath(project: Project, file: string): string {
  const folder = project.folder;
  if (!folder || !file.startsWith(folder)) return file;
  return file.slice(folder.length).replace(/^[\\/]+/, '');
}
