import { ChangeSet, Text } from '@codemirror/state';
import type { PageMessage, TextChange } from '../rpc/recordEditorMessages';
import { minimalEdit } from './minimalEdit';

/** What the page's editor does for {@link TextSync}. */
export interface TextSyncPort {
  post(message: PageMessage): void;
  /** Puts a change of another hand into the editor. */
  apply(changes: ChangeSet): void;
  retryLater(act: () => void): void;
}

/** What the extension says about the text. */
export type SyncMessage =
  | { readonly type: 'changed'; readonly version: number; readonly changes: readonly TextChange[] }
  | { readonly type: 'accepted'; readonly version: number; readonly lines: number }
  | { readonly type: 'rejected' }
  | { readonly type: 'text'; readonly version: number; readonly text: string }
  | { readonly type: 'flush' };

const rejectionsMax = 20;

/**
 * The page's half of keeping its text and VS Code's document the same.
 *
 * At most one edit is under way; later ones wait and become one. A change of another hand goes
 * below both. While an input method composes nothing is sent and nothing is rewritten.
 */
export class TextSync {
  readonly #port: TextSyncPort;
  #version: number;
  /** The document of the extension at `#version`. */
  #agreed: Text;
  #sent: ChangeSet | null = null;
  #waiting: ChangeSet | null = null;
  #rejections = 0;
  #composing = false;
  #unread: SyncMessage[] = [];
  #flushing = false;

  constructor(port: TextSyncPort, version: number, text: Text) {
    this.#port = port;
    this.#version = version;
    this.#agreed = text;
  }

  edited(changes: ChangeSet): void {
    this.#waiting = this.#waiting ? this.#waiting.compose(changes) : changes;
    this.#send();
  }

  setComposing(composing: boolean): void {
    this.#composing = composing;
    if (composing) return;
    const unread = this.#unread;
    this.#unread = [];
    for (const message of unread) this.#read(message);
    this.#send();
  }

  receive(message: SyncMessage): void {
    if (this.#composing) this.#unread.push(message);
    else this.#read(message);
  }

  #read(message: SyncMessage): void {
    switch (message.type) {
      case 'changed':
        this.#version = message.version;
        return this.#rebase(toChangeSet(message.changes, this.#agreed));
      case 'accepted':
        this.#version = message.version;
        this.#rejections = 0;
        this.#settleSent();
        if (this.#agreed.lines !== message.lines) this.#port.post({ type: 'resync' });
        return this.#send();
      case 'rejected':
        return this.#rejected();
      case 'flush':
        this.#flushing = true;
        return this.#send();
      case 'text': {
        this.#settleSent();
        this.#version = message.version;
        const edit = minimalEdit(this.#agreed.toString(), toText(message.text).toString());
        if (edit) this.#rebase(ChangeSet.of(edit, this.#agreed.length));
        return this.#send();
      }
      default:
        return message satisfies never;
    }
  }

  #send(): void {
    if (this.#composing || this.#sent) return;
    const changes = this.#waiting ? toTextChanges(this.#waiting, this.#agreed) : [];
    if (changes.length > 0) this.#sent = this.#waiting;
    this.#waiting = null;
    if (this.#sent) this.#port.post({ type: 'edit', base: this.#version, changes });
    else if (this.#flushing) {
      this.#flushing = false;
      this.#port.post({ type: 'flushed' });
    }
  }

  #settleSent(): void {
    if (this.#sent) this.#agreed = this.#sent.apply(this.#agreed);
    this.#sent = null;
  }

  /** Puts another hand's change under the edits that the extension does not have yet. */
  #rebase(changes: ChangeSet): void {
    let above = changes;
    this.#agreed = changes.apply(this.#agreed);
    if (this.#sent) {
      const sent: ChangeSet = this.#sent;
      this.#sent = sent.map(above);
      above = above.map(sent, true);
    }
    if (this.#waiting) {
      const waiting: ChangeSet = this.#waiting;
      this.#waiting = waiting.map(above);
      above = above.map(waiting, true);
    }
    this.#port.apply(above);
  }

  #rejected(): void {
    if (!this.#sent) return;
    const local = this.#waiting ? this.#sent.compose(this.#waiting) : this.#sent;
    this.#sent = null;
    this.#rejections += 1;
    if (this.#rejections <= rejectionsMax) {
      this.#waiting = local;
      // Its cause, a change of another hand, may still be on its way.
      return this.#rejections === 1
        ? this.#send()
        : this.#port.retryLater(() => {
            this.#send();
          });
    }
    this.#rejections = 0;
    this.#waiting = null;
    this.#port.apply(local.invert(this.#agreed));
    this.#port.post({ type: 'resync' });
  }
}

/** Splits lines where VS Code splits them. */
export function toText(text: string): Text {
  return Text.of(text.split(/\r\n?|\n/));
}

function toChangeSet(changes: readonly TextChange[], text: Text): ChangeSet {
  const offset = ({ line, character }: TextChange['from']) => {
    if (line >= text.lines) return text.length;
    const found = text.line(line + 1);
    return Math.min(found.from + character, found.to);
  };
  return ChangeSet.of(
    changes.map(({ from, to, insert }) => ({
      from: offset(from),
      to: offset(to),
      insert: toText(insert),
    })),
    text.length,
  );
}

function toTextChanges(changes: ChangeSet, text: Text): TextChange[] {
  const place = (offset: number) => {
    const line = text.lineAt(offset);
    return { line: line.number - 1, character: offset - line.from };
  };
  const result: TextChange[] = [];
  changes.iterChanges((fromA, toA, _fromB, _toB, inserted) => {
    result.push({ from: place(fromA), to: place(toA), insert: inserted.toString() });
  });
  return result;
}
