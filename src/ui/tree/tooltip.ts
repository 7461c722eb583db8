import * as vscode from 'vscode';

/** A titled table of facts; keys and names stand in it as text, whatever they contain. */
export function tooltip(
  title: string,
  facts: readonly (readonly [label: string, value: string])[],
): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString();
  markdown.isTrusted = false;
  markdown.supportHtml = false;
  markdown.appendText(clip(title));
  for (const [label, value] of facts) {
    markdown.appendMarkdown('\n\n');
    markdown.appendText(vscode.l10n.t('{0}: {1}', label, clip(value)));
  }
  return markdown;
}

function clip(text: string): string {
  return text.length > 600 ? `${text.slice(0, 600)}…` : text;
}
