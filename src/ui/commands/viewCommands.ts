import * as vscode from 'vscode';
import * as v from 'valibot';
import { askAndReport } from '../command';
import { elementsOf, type TreeElement } from '../tree/elements';
import { viewNames, type ViewName } from '../tree/registerTree';
import { selectionAtFocus } from '../tree/selectionAtFocus';
import type { ViewElement } from '../viewElement';
import { command, noArgument, type CommandContext } from './commandContext';

/** Refresh, paging, log, restart, and the keys that work on a view's selection. */
export function registerViewCommands(context: CommandContext): vscode.Disposable {
  const { services, tree } = context;
  const done = (work: () => void) => () => {
    work();
    return Promise.resolve({});
  };
  const refresh = done(() => {
    tree.refresh();
  });
  const showLog = done(() => {
    services.log.show();
  });
  const restart = async () => {
    await services.emulator.restart();
    return {};
  };
  const restartAndTell = async () => {
    const before = services.emulator.state;
    await restart();
    const { state } = services.emulator;
    if (before.kind !== 'ready' || before.follows === undefined || state.kind !== 'ready') return;
    // What a person wanted to restart may still run, elsewhere.
    const message =
      state.follows === undefined
        ? vscode.l10n.t('This window runs the KV emulator now.')
        : vscode.l10n.t(
            'Connected anew to the KV emulator of another window (process {0}). Run the command in that window to restart the emulator itself.',
            state.follows,
          );
    void vscode.window.showInformationMessage(message);
  };
  return vscode.Disposable.from(
    command(context, 'refresh', { schema: noArgument, scripted: refresh, interactive: refresh }),
    command(context, 'showLog', { schema: noArgument, scripted: showLog, interactive: showLog }),
    command(context, 'restartEmulator', {
      schema: noArgument,
      scripted: restart,
      interactive: restartAndTell,
    }),
    command(context, 'loadMore', {
      schema: noArgument,
      scripted: () => Promise.resolve({}),
      interactive(element) {
        if (element) tree.loadMore(element);
        return Promise.resolve();
      },
    }),
    onSelection(context, 'deleteSelection', deleteAll),
    onSelection(context, 'renameSelection', rename),
    onSelection(context, 'copySelection', copy),
  );
}

const selectionSchema = v.object({ view: v.picklist(viewNames) });

/** The keybinding says which view has the focus; nothing else can. */
function onSelection(
  { services, tree }: CommandContext,
  name: string,
  work: (selection: readonly ViewElement[]) => Promise<void>,
): vscode.Disposable {
  return vscode.commands.registerCommand(`pagesKv.${name}`, (argument: unknown) =>
    askAndReport(services.log, name, async () => {
      const view: ViewName = v.parse(selectionSchema, argument).view;
      await work(await selectionAtFocus(() => tree.selection(view)));
    }),
  );
}

async function deleteAll(selection: readonly ViewElement[]): Promise<void> {
  const groups = [
    ['deleteRecord', elementsOf(selection, 'record')],
    ['unbindNamespace', elementsOf(selection, 'binding', 'associatedProject')],
    ['deleteNamespace', elementsOf(selection, 'namespace')],
    ['deleteAccount', elementsOf(selection, 'account')],
    ['removeEdgeNode', elementsOf(selection, 'edgeNode')],
  ] as const;
  for (const [name, elements] of groups) {
    if (elements.length === 0) continue;
    await vscode.commands.executeCommand(`pagesKv.${name}`, elements[0], [...elements]);
  }
}

const renames = {
  account: 'renameAccount',
  namespace: 'renameNamespace',
  record: 'renameRecord',
  edgeNode: 'renameEdgeNode',
} as const;

async function rename(selection: readonly ViewElement[]): Promise<void> {
  const [element] = elementsOf(selection, 'account', 'namespace', 'record', 'edgeNode');
  if (element) await vscode.commands.executeCommand(`pagesKv.${renames[element.kind]}`, element);
}

async function copy(selection: readonly ViewElement[]): Promise<void> {
  const texts = (selection as readonly TreeElement[]).flatMap((element) => textOf(element));
  if (texts.length > 0) await vscode.env.clipboard.writeText(texts.join('\n'));
}

function textOf(element: TreeElement): readonly string[] {
  switch (element.kind) {
    case 'account':
      return [element.account];
    case 'namespace':
      return [element.namespace];
    case 'record':
    case 'cachedEntry':
      return [element.key];
    case 'associatedProject':
      return [element.binding.project.name];
    case 'project':
      return [element.project.name];
    case 'binding':
      return [element.binding.variable];
    case 'function':
      return [element.route.route];
    case 'middleware':
      return [element.file];
    case 'edgeNode':
      return [element.node.id];
    case 'request':
      return [element.request.trace.path];
    case 'operation':
      return [element.operation.key];
    case 'message':
      return [element.text];
    case 'centralStore':
    case 'associatedProjects':
    case 'bindings':
    case 'functions':
    case 'loadMore':
      return [];
    default:
      return element satisfies never;
  }
}
