import * as vscode from 'vscode';
import { askAndReport } from '../command';
import { elementOf } from '../tree/elements';
import { usageData } from '../usage/usageData';
import { createUsageView } from '../usage/usageView';
import { command, noArgument, type CommandContext } from './commandContext';

/** What fills the accounts. */
export function registerUsageCommand(context: CommandContext): vscode.Disposable {
  const { emulator, log } = context.services;
  const view = createUsageView(context.services);
  return vscode.Disposable.from(
    view,
    command(context, 'showUsage', {
      schema: noArgument,
      scripted: async () => usageData(await (await emulator.api()).usage()),
      interactive: (element) => view.show(elementOf(element, 'account')?.account),
    }),
    // The button of the document; VS Code calls it with the document's address.
    vscode.commands.registerCommand('pagesKv.refreshUsage', () =>
      askAndReport(log, 'refreshUsage', () => view.show()),
    ),
  );
}
