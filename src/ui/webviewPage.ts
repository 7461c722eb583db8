import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** Prepares a webview for one of our pages, and gives it its document. */
export function showWebviewPage(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  name: 'recordEditor' | 'consistencyView',
): void {
  const dist = vscode.Uri.joinPath(extensionUri, 'dist');
  const media = vscode.Uri.joinPath(extensionUri, 'media');
  webview.options = { enableScripts: true, localResourceRoots: [dist, media] };
  const address = (folder: vscode.Uri, file: string) =>
    webview.asWebviewUri(vscode.Uri.joinPath(folder, file)).toString();
  webview.html = pageHtml({
    script: address(dist, `${name}.js`),
    styles: [address(media, 'page.css'), address(media, `${name}.css`)],
    source: webview.cspSource,
    nonce: randomBytes(16).toString('base64'),
    language: vscode.env.language,
  });
}

function pageHtml(page: {
  readonly script: string;
  readonly styles: readonly string[];
  readonly source: string;
  readonly nonce: string;
  readonly language: string;
}): string {
  const { script, styles, source, nonce, language } = page;
  const policy = `default-src 'none'; style-src ${source} 'nonce-${nonce}'; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
${styles.map((style) => `<link rel="stylesheet" href="${style}">`).join('\n')}
<title>Pages KV</title>
</head>
<body>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}
