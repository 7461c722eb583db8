import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** Prepares a webview for the record editor's page and gives it its document. */
export function showRecordEditorPage(webview: vscode.Webview, extensionUri: vscode.Uri): void {
  const dist = vscode.Uri.joinPath(extensionUri, 'dist');
  const media = vscode.Uri.joinPath(extensionUri, 'media');
  webview.options = { enableScripts: true, localResourceRoots: [dist, media] };
  const address = (folder: vscode.Uri, name: string) =>
    webview.asWebviewUri(vscode.Uri.joinPath(folder, name)).toString();
  webview.html = recordEditorHtml({
    script: address(dist, 'recordEditor.js'),
    style: address(media, 'recordEditor.css'),
    source: webview.cspSource,
    nonce: randomBytes(16).toString('base64'),
    language: vscode.env.language,
  });
}

function recordEditorHtml(page: {
  readonly script: string;
  readonly style: string;
  readonly source: string;
  readonly nonce: string;
  readonly language: string;
}): string {
  const { script, style, source, nonce, language } = page;
  const policy = `default-src 'none'; style-src ${source} 'nonce-${nonce}'; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${style}">
<title>Pages KV</title>
</head>
<body>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}
