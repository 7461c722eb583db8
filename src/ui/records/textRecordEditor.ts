import * as vscode from 'vscode';
import { profiles } from '../../kv/profile';
import type { RecordInfo, RecordRef } from '../../rpc/emulatorData';
import type { PageMessage, RecordView } from '../../rpc/recordEditorMessages';
import type { Services } from '../services';
import { showWebviewPage } from '../webviewPage';
import { DocumentSync } from './documentSync';
import { RecordEditorSession } from './recordEditorSession';
import { recordOf, type RecordFileSystem } from './recordFileSystem';
import { recordInfo } from './recordInfo';
import { compareWithStored } from './storedRecordContent';
import { isTextValue, textDifference } from './textValue';

export const textEditorType = 'pagesKv.record';
export const binaryEditorType = 'pagesKv.binaryRecord';

/** VS Code saves after this time without us. */
const flushMsMax = 1400;

/** The editor of text and JSON; VS Code owns the document, so save and undo are its own. */
export function registerTextRecordEditor(
  services: Services,
  files: RecordFileSystem,
): vscode.Disposable {
  return vscode.window.registerCustomEditorProvider(
    textEditorType,
    {
      resolveCustomTextEditor(document, panel) {
        const record = recordOf(document.uri);
        const editor = new TextRecordEditor(services, files, document, record, panel);
        panel.onDidDispose(() => {
          editor.dispose();
        });
        showWebviewPage(panel.webview, services.extensionUri, 'recordEditor');
      },
    },
    { supportsMultipleEditorsPerDocument: true },
  );
}

class TextRecordEditor implements vscode.Disposable {
  readonly #services: Services;
  readonly #files: RecordFileSystem;
  readonly #document: vscode.TextDocument;
  readonly #record: RecordRef;
  readonly #panel: vscode.WebviewPanel;
  readonly #session: RecordEditorSession;
  readonly #sync: DocumentSync;
  readonly #subscriptions: vscode.Disposable[];
  /** The stored version that the text stands on; unknown where unsaved text was restored. */
  #base: number | null | undefined;
  #isBinary = false;
  #stored: { readonly version: number; readonly value: Uint8Array } | undefined;
  #flushed: (() => void) | undefined;

  constructor(
    services: Services,
    files: RecordFileSystem,
    document: vscode.TextDocument,
    record: RecordRef,
    panel: vscode.WebviewPanel,
  ) {
    this.#services = services;
    this.#files = files;
    this.#document = document;
    this.#record = record;
    this.#panel = panel;
    this.#session = new RecordEditorSession(services, record, panel.webview, {
      view: () => this.#view(),
      receive: (message) => this.#receive(message),
      statusChanged: (info) => this.#statusChanged(info),
    });
    this.#sync = new DocumentSync(document, (message) => {
      this.#session.post(message);
    });
    this.#subscriptions = [
      this.#session,
      vscode.workspace.onDidChangeTextDocument((event) => {
        if (event.document !== document) return;
        this.#sync.documentChanged(event);
        // A reload leaves the document clean: it then stands on what is stored now.
        if (!document.isDirty) void this.#session.refresh();
      }),
      vscode.workspace.onWillSaveTextDocument((event) => {
        if (event.document === document) event.waitUntil(this.#flush());
      }),
      vscode.workspace.onDidSaveTextDocument((saved) => {
        if (saved === document) void this.#session.refresh();
      }),
    ];
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  /** What was typed a moment before a save is saved too, although edits come one at a time. */
  #flush(): Promise<void> {
    if (!this.#panel.visible || !this.#session.ready || this.#isBinary) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, flushMsMax);
      this.#flushed = () => {
        clearTimeout(timer);
        resolve();
      };
      this.#session.post({ type: 'flush' });
    });
  }

  async #view(): Promise<RecordView> {
    const api = await this.#services.emulator.api();
    const stored = await api.getRecord(this.#record);
    this.#isBinary = stored !== null && !isTextValue(stored.value);
    if (this.#isBinary) return { kind: 'binary' };
    const ahead = stored?.value.subarray(0, 3);
    const isMarked = ahead?.[0] === 0xef && ahead[1] === 0xbb && ahead[2] === 0xbf;
    const { version, eol } = this.#document;
    return {
      kind: 'text',
      text: this.#document.getText(),
      version,
      valueBytesMax: profiles[this.#services.settings.profile].valueBytesMax,
      bytesPerLineEnd: eol === vscode.EndOfLine.CRLF ? 2 : 1,
      bytesAhead: isMarked ? 3 : 0,
    };
  }

  async #statusChanged(info: RecordInfo | null): Promise<void> {
    const stored = info?.version ?? null;
    const isOurs = stored !== null && stored === this.#files.writtenVersion(this.#document.uri);
    if (!this.#document.isDirty || isOurs) this.#base = stored;
    const isConflict = this.#document.isDirty && this.#base !== undefined && this.#base !== stored;
    this.#session.post({ type: 'conflict', conflict: isConflict ? { version: stored } : null });
    if (info && !this.#document.isDirty) await this.#checkFidelity(info);
  }

  /** Says so where saving an edit would change more of the value than the edit. */
  async #checkFidelity(info: RecordInfo): Promise<void> {
    if (this.#isBinary) return;
    const { version } = this.#document;
    if (this.#stored?.version !== info.version) {
      const api = await this.#services.emulator.api();
      this.#stored = (await api.getRecord(this.#record)) ?? undefined;
    }
    // VS Code tells of a change and of its being unsaved apart.
    if (!this.#stored || this.#document.isDirty || this.#document.version !== version) return;
    const difference = textDifference(this.#stored.value, this.#document.getText());
    // The document may be about to reload; then its change looks again.
    this.#session.post({ type: 'difference', difference });
  }

  async #receive(message: PageMessage): Promise<void> {
    switch (message.type) {
      case 'edit':
        if (this.#isBinary) return;
        return this.#sync.edit(message.base, message.changes);
      case 'resync':
        return this.#sync.sendText();
      case 'flushed':
        return this.#flushed?.();
      case 'compare':
        return compareWithStored(this.#record);
      case 'overwrite':
        return this.#overwrite();
      case 'reload':
        return this.#revert();
      case 'openHex':
        await vscode.commands.executeCommand(
          'vscode.openWith',
          this.#document.uri,
          binaryEditorType,
        );
        return;
      case 'ready':
      case 'compareNodes':
      case 'copyKey':
      case 'readBytes':
        return;
      default:
        return message satisfies never;
    }
  }

  /** Stores the text whatever is stored, then reloads, so that VS Code knows the new stamp. */
  async #overwrite(): Promise<void> {
    const text = this.#document.getText();
    const api = await this.#services.emulator.api();
    const value = await vscode.workspace.encode(text, { encoding: this.#document.encoding });
    await api.putRecord({ ...this.#record, value });
    if (this.#document.getText() === text) await this.#revert();
  }

  async #revert(): Promise<void> {
    this.#panel.reveal();
    const api = await this.#services.emulator.api();
    if ((await recordInfo(api, this.#record)) === null) {
      // There is nothing to go back to; what is left would look stored.
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      return;
    }
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await this.#session.refresh();
  }
}
