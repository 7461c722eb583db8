import * as vscode from 'vscode';
import { isOpenDocument, openInLanguage } from '../openInLanguage';
import type { Services } from '../services';
import { withViewProgress } from '../viewProgress';
import { usageText, type UsageText } from './usageText';
import { usageWords } from './usageWords';

export const usageScheme = 'pageskv-usage';

/** What fills the accounts, as one read-only document; shown again it is counted again. */
export interface UsageView extends vscode.Disposable {
  /** @param account the one whose table is looked at first */
  show(account?: string): Promise<void>;
}

export function createUsageView({ emulator }: Services): UsageView {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  const uri = vscode.Uri.from({ scheme: usageScheme, path: `/${vscode.l10n.t('KV Usage')}` });
  let shown: UsageText | undefined;

  const count = (): Promise<UsageText> =>
    withViewProgress(async () => {
      const usage = await (await emulator.api()).usage();
      return usageText(usage, usageWords(Date.now()));
    });

  const registered = [
    vscode.workspace.registerTextDocumentContentProvider(usageScheme, {
      onDidChange: changed.event,
      // "Reopen Closed Editor" asks for a document that was forgotten when it closed.
      provideTextDocumentContent: async () => (shown ??= await count()).text,
    }),
    vscode.workspace.onDidCloseTextDocument((document) => {
      if (document.uri.scheme === usageScheme && !isOpenDocument(document.uri)) shown = undefined;
    }),
  ];

  return {
    async show(account) {
      shown = await count();
      const line = account === undefined ? undefined : shown.lines.get(account);
      changed.fire(uri);
      const document = await openInLanguage(uri, 'pages-kv-usage');
      const editor = await vscode.window.showTextDocument(document, { preview: true });
      if (line === undefined) return;
      const start = new vscode.Position(line, 0);
      editor.selection = new vscode.Selection(start, start);
      editor.revealRange(new vscode.Range(start, start), vscode.TextEditorRevealType.AtTop);
    },
    dispose: () => {
      vscode.Disposable.from(...registered, changed).dispose();
    },
  };
}
