import * as vscode from 'vscode';
import {
  findingCodes,
  raceCodes,
  type FindingCode,
  type RaceCode,
} from '../../functions/lint/finding';
import { askAndReport } from '../command';
import type { Services } from '../services';

const command = 'pagesKv.explainFinding';

/** Where a finding's code leads to: its section of README, as VS Code shows Markdown. */
export function explainUri(code: FindingCode | RaceCode): vscode.Uri {
  return vscode.Uri.from({
    scheme: 'command',
    path: command,
    query: JSON.stringify([code]),
  });
}

export function explainCommand(code: FindingCode | RaceCode, title: string): vscode.Command {
  return { command, title, arguments: [code] };
}

/** Opens README at the section of the code. */
export function registerExplain({ extensionUri, log }: Services): vscode.Disposable {
  return vscode.commands.registerCommand(command, (code: unknown) =>
    askAndReport(log, 'explainFinding', async () => {
      const codes = [...findingCodes, ...raceCodes];
      const fragment = codes.find((one) => one === code) ?? 'help-while-writing';
      const readme = (await readmeUri(extensionUri)).with({ fragment });
      await vscode.commands.executeCommand('markdown.showPreview', readme);
    }),
  );
}

/** README by the name that it has: packaging writes it in small letters. */
async function readmeUri(folder: vscode.Uri): Promise<vscode.Uri> {
  const entries = await vscode.workspace.fs.readDirectory(folder);
  const name = entries.map(([entry]) => entry).find((entry) => /^readme\.md$/i.test(entry));
  return vscode.Uri.joinPath(folder, name ?? 'README.md');
}
