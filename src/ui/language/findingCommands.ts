import * as vscode from 'vscode';
import { askAndReport } from '../command';
import { bindInteractively } from '../commands/bindInteractively';
import type { CommandContext } from '../commands/commandContext';
import { bindVariableCommand, useObservedCommand } from './findingFixes';

/** What the light bulb does beyond editing. */
export function registerFindingCommands(context: CommandContext): vscode.Disposable {
  const { log, projects } = context.services;
  return vscode.Disposable.from(
    vscode.commands.registerCommand(
      bindVariableCommand,
      (projectId: string, variable: string): Promise<unknown> =>
        askAndReport(log, 'bindVariable', async () => {
          const project = projects.all.find(({ id }) => id === projectId) ?? projects.find();
          await bindInteractively(context, undefined, { project, variable });
        }),
    ),
    vscode.commands.registerCommand(useObservedCommand, (): Promise<unknown> =>
      askAndReport(log, 'useObservedProfile', async () => {
        const { Workspace } = vscode.ConfigurationTarget;
        await vscode.workspace.getConfiguration('pagesKv').update('profile', 'observed', Workspace);
      }),
    ),
  );
}
