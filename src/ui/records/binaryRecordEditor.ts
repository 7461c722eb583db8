import * as vscode from 'vscode';
import type { Services } from '../services';
import { showWebviewPage } from '../webviewPage';
import { RecordEditorSession } from './recordEditorSession';
import { recordOf, type RecordFileSystem } from './recordFileSystem';
import { binaryEditorType } from './textRecordEditor';

/** The hex view: read-only, and only one page of bytes goes to the webview at a time. */
export function registerBinaryRecordEditor(
  services: Services,
  files: RecordFileSystem,
): vscode.Disposable {
  const provider: vscode.CustomReadonlyEditorProvider = {
    openCustomDocument(uri) {
      const following = files.follow(uri);
      return { uri, dispose: () => following.dispose() as undefined };
    },
    resolveCustomEditor({ uri }, panel) {
      const session = hexSession(services, uri, panel.webview);
      panel.onDidDispose(() => {
        session.dispose();
      });
      showWebviewPage(panel.webview, services.extensionUri, 'recordEditor');
    },
  };
  return vscode.window.registerCustomEditorProvider(binaryEditorType, provider, {
    supportsMultipleEditorsPerDocument: true,
  });
}

function hexSession(services: Services, uri: vscode.Uri, webview: vscode.Webview) {
  const record = recordOf(uri);
  let stored: { readonly version: number; readonly value: Uint8Array } | null = null;
  let shown: { readonly offset: number; readonly length: number } | undefined;

  async function read(): Promise<void> {
    const api = await services.emulator.api();
    stored = await api.getRecord(record);
  }

  function sendBytes(): void {
    if (!shown) return;
    const value = stored?.value ?? new Uint8Array();
    const bytes = value.slice(shown.offset, shown.offset + shown.length);
    session.post({ type: 'bytes', offset: shown.offset, bytes, size: value.byteLength });
  }

  const session = new RecordEditorSession(services, record, webview, {
    async view() {
      await read();
      return { kind: 'hex', size: stored?.value.byteLength ?? 0 };
    },
    async receive(message) {
      if (message.type !== 'readBytes') return;
      shown = { offset: message.offset, length: message.length };
      if (!stored) await read();
      sendBytes();
    },
    async statusChanged(info) {
      if (info?.version === stored?.version) return;
      await read();
      sendBytes();
    },
  });
  return session;
}
