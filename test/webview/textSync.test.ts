import assert from 'node:assert/strict';
import { ChangeSet, type Text } from '@codemirror/state';
import fc from 'fast-check';
import type { PageMessage, TextChange, TextPlace } from '../../src/rpc/recordEditorMessages';
import { TextSync, toText, type SyncMessage } from '../../src/webview/textSync';

/** A document as VS Code keeps it: line and character places, a version, one hand at a time. */
class FakeDocument {
  text: string;
  version = 1;
  readonly outbox: SyncMessage[] = [];

  constructor(text: string) {
    this.text = text;
  }

  edit(base: number, changes: readonly TextChange[]): void {
    if (base !== this.version) {
      this.outbox.push({ type: 'rejected' });
      return;
    }
    this.#replace(changes);
    const lines = this.text.split('\n').length;
    this.outbox.push({ type: 'accepted', version: this.version, lines });
  }

  otherHand(changes: readonly TextChange[]): void {
    this.#replace(changes);
    this.outbox.push({ type: 'changed', version: this.version, changes });
  }

  place(offset: number): TextPlace {
    const before = this.text.slice(0, offset).split('\n');
    return { line: before.length - 1, character: (before.at(-1) ?? '').length };
  }

  #replace(changes: readonly TextChange[]): void {
    const offset = ({ line, character }: TextPlace) =>
      this.text
        .split('\n')
        .slice(0, line)
        .reduce((sum, { length }) => sum + length + 1, character);
    const parts = changes.map(
      ({ from, to, insert }) => [offset(from), offset(to), insert] as const,
    );
    for (const [from, to, insert] of [...parts].reverse()) {
      this.text = this.text.slice(0, from) + insert + this.text.slice(to);
    }
    this.version += 1;
  }
}

/** Document and page with both mailboxes between them; letters arrive when the test says so. */
function pair(text: string) {
  const other = new FakeDocument(text);
  const toDocument: PageMessage[] = [];
  const retries: (() => void)[] = [];
  let page: Text = toText(text);
  const rewrites: string[] = [];
  const sync = new TextSync(
    {
      post: (message) => toDocument.push(message),
      apply: (changes) => {
        page = changes.apply(page);
        rewrites.push(page.toString());
      },
      retryLater: (act) => retries.push(act),
    },
    1,
    page,
  );
  return {
    other,
    sync,
    rewrites,
    toDocument,
    text: () => page.toString(),
    type(from: number, to: number, insert: string): void {
      const length = page.length;
      const start = Math.min(from, length);
      const end = Math.max(start, Math.min(to, length));
      const changes = ChangeSet.of({ from: start, to: end, insert: toText(insert) }, length);
      page = changes.apply(page);
      sync.edited(changes);
    },
    deliverToDocument(): void {
      const message = toDocument.shift();
      if (message?.type === 'edit') other.edit(message.base, message.changes);
      if (message?.type === 'resync') {
        other.outbox.push({ type: 'text', version: other.version, text: other.text });
      }
    },
    deliverToPage(): void {
      const message = other.outbox.shift();
      if (message) sync.receive(message);
    },
    settle(): void {
      while (toDocument.length + other.outbox.length + retries.length > 0) {
        while (toDocument.length > 0) this.deliverToDocument();
        while (other.outbox.length > 0) this.deliverToPage();
        retries.shift()?.();
      }
    },
  };
}

describe('TextSync', () => {
  it('ends with the same text on both sides, whatever the order of letters', () => {
    const place = fc.nat(12);
    const insert = fc.string({ unit: fc.constantFrom('a', 'b', '\n'), maxLength: 3 });
    const step = fc.oneof(
      fc.record({ do: fc.constantFrom('page', 'other'), from: place, to: place, insert }),
      fc.record({ do: fc.constantFrom('toDocument', 'toPage', 'compose', 'composed') }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const both = pair('one\ntwo');
        for (const action of steps) {
          if (action.do === 'toDocument') both.deliverToDocument();
          else if (action.do === 'toPage') both.deliverToPage();
          else if (action.do === 'compose') both.sync.setComposing(true);
          else if (action.do === 'composed') both.sync.setComposing(false);
          else if ('from' in action) {
            if (action.do === 'page') both.type(action.from, action.to, action.insert);
            else {
              const from = Math.min(action.from, both.other.text.length);
              const to = Math.max(from, Math.min(action.to, both.other.text.length));
              const places = { from: both.other.place(from), to: both.other.place(to) };
              both.other.otherHand([{ ...places, insert: action.insert }]);
            }
          }
        }
        both.sync.setComposing(false);
        both.settle();
        assert.equal(both.text(), both.other.text);
      }),
      { numRuns: 2_000 },
    );
  });

  it('does not send its own edits back to the page', () => {
    const both = pair('x');
    both.type(1, 1, 'y');
    both.type(2, 2, 'z');
    both.settle();
    assert.equal(both.other.text, 'xyz');
    assert.deepEqual(both.rewrites, []);
  });

  it('neither sends nor rewrites while an input method composes', () => {
    const both = pair('x');
    both.sync.setComposing(true);
    both.type(1, 1, 'ni');
    both.other.otherHand([{ from: both.other.place(0), to: both.other.place(0), insert: '> ' }]);
    both.deliverToPage();
    assert.deepEqual(both.rewrites, []);
    assert.deepEqual(both.toDocument, []);
    both.type(1, 3, '你');
    both.sync.setComposing(false);
    both.settle();
    assert.equal(both.other.text, '> x你');
    assert.equal(both.text(), '> x你');
  });

  it('gives up an edit that the document never takes', () => {
    const both = pair('x');
    both.type(1, 1, 'y');
    both.other.version = 7;
    both.settle();
    assert.equal(both.text(), 'x');
  });

  it('answers a flush when everything typed before it is in the document', () => {
    const both = pair('x');
    both.type(1, 1, 'y');
    both.type(2, 2, 'z');
    both.sync.receive({ type: 'flush' });
    const textWhenFlushed: string[] = [];
    while (both.toDocument.length + both.other.outbox.length > 0) {
      if (both.toDocument[0]?.type === 'flushed') textWhenFlushed.push(both.other.text);
      both.deliverToDocument();
      both.deliverToPage();
    }
    assert.deepEqual(textWhenFlushed, ['xyz']);
  });
});
