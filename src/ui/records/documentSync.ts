import * as vscode from 'vscode';
import type { ExtensionMessage, TextChange } from '../../rpc/recordEditorMessages';

/**
 * Keeps a document and one page's text the same.
 *
 * The document rules. A page's edit is applied only to the version that it was made on; every
 * other change of the document is sent to the page, which puts its own unsent edits on top.
 */
export class DocumentSync {
  readonly #document: vscode.TextDocument;
  readonly #post: (message: ExtensionMessage) => void;
  #work: Promise<void> = Promise.resolve();
  /** Changes that arrived while an edit is under way; one of them may be that edit. */
  #held: vscode.TextDocumentChangeEvent[] | undefined;

  constructor(document: vscode.TextDocument, post: (message: ExtensionMessage) => void) {
    this.#document = document;
    this.#post = post;
  }

  documentChanged(event: vscode.TextDocumentChangeEvent): void {
    if (event.contentChanges.length === 0) return;
    if (this.#held) this.#held.push(event);
    else this.#forward(event, this.#document.version);
  }

  /** Applies an edit of the page; edits are done one after the other. */
  edit(base: number, changes: readonly TextChange[]): Promise<void> {
    this.#work = this.#work.then(() => this.#apply(base, changes));
    return this.#work;
  }

  sendText(): void {
    const { version } = this.#document;
    this.#post({ type: 'text', version, text: this.#document.getText() });
  }

  async #apply(base: number, changes: readonly TextChange[]): Promise<void> {
    if (base !== this.#document.version) return this.#post({ type: 'rejected' });
    const edit = new vscode.WorkspaceEdit();
    for (const { from, to, insert } of changes) {
      const range = new vscode.Range(from.line, from.character, to.line, to.character);
      edit.replace(this.#document.uri, range, insert);
    }
    this.#held = [];
    // VS Code refuses the edit where the document has changed on its side meanwhile.
    const applied = await vscode.workspace.applyEdit(edit).then(
      (done) => done,
      () => false,
    );
    const held = this.#held;
    this.#held = undefined;
    if (applied && held.length <= 1) {
      const { version, lineCount } = this.#document;
      return this.#post({ type: 'accepted', version, lines: lineCount });
    }
    if (applied) return this.sendText();
    for (const [index, event] of held.entries()) {
      this.#forward(event, this.#document.version - (held.length - 1 - index));
    }
    this.#post({ type: 'rejected' });
  }

  #forward(event: vscode.TextDocumentChangeEvent, version: number): void {
    const changes = event.contentChanges.map(({ range, text }) => ({
      from: { line: range.start.line, character: range.start.character },
      to: { line: range.end.line, character: range.end.character },
      insert: text,
    }));
    this.#post({ type: 'changed', version, changes });
  }
}
