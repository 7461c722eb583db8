import * as vscode from 'vscode';
import { back } from '../prompts/answer';
import { pickOne, type Choice } from '../prompts/pickOne';
import type { Project } from '../services';

export const requestFileName = 'requests.http';

const offeredMax = 100;

/** The file that a request is saved to; `undefined` where the person gave up. */
export async function pickRequestFile(project: Project): Promise<vscode.Uri | undefined> {
  const usual = vscode.Uri.joinPath(project.uri, requestFileName);
  const found = await vscode.workspace.findFiles(
    new vscode.RelativePattern(project.uri, '**/*.{http,rest}'),
    '**/node_modules/**',
    offeredMax,
  );
  const known = new Set(found.map((uri) => uri.toString()));
  const others = found.filter((uri) => uri.toString() !== usual.toString());
  const choices: Choice<vscode.Uri | 'other'>[] = [
    {
      label: requestFileName,
      icon: known.has(usual.toString()) ? 'file' : 'new-file',
      description: known.has(usual.toString()) ? '' : vscode.l10n.t('new'),
      value: usual,
    },
    ...others
      .map((uri) => ({
        label: vscode.workspace.asRelativePath(uri, false),
        icon: 'file',
        value: uri,
      }))
      .sort((a, b) => a.label.localeCompare(b.label)),
    { label: vscode.l10n.t('Another File…'), icon: 'folder-opened', value: 'other', group: '' },
  ];
  const choice = await pickOne<vscode.Uri | 'other'>(
    { title: vscode.l10n.t('Save Request to File'), step: 1, totalSteps: 1 },
    { placeholder: vscode.l10n.t('File that the request is added to'), choices: () => choices },
  );
  if (choice === undefined || choice === back) return undefined;
  if (choice !== 'other') return choice;
  return vscode.window.showSaveDialog({
    defaultUri: usual,
    saveLabel: vscode.l10n.t('Add Request'),
    filters: { [vscode.l10n.t('Requests')]: ['http', 'rest'] },
  });
}
