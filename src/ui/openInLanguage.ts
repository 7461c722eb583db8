import * as vscode from 'vscode';

/** Opens a document, shown in no editor yet, as one of the given language. */
export async function openInLanguage(
  uri: vscode.Uri,
  language: string,
): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uri);
  if (document.languageId === language) return document;
  try {
    return await vscode.languages.setTextDocumentLanguage(document, language);
  } catch {
    // A language that no installed extension knows; plain text shows as much.
    return document;
  }
}

/** Changing a document's language closes and opens it again; then it is not gone. */
export function isOpenDocument(uri: vscode.Uri): boolean {
  const wanted = uri.toString();
  return vscode.workspace.textDocuments.some((document) => document.uri.toString() === wanted);
}
