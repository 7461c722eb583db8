import { defaultKeymap, selectAll } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { bracketMatching, foldGutter, foldKeymap, indentOnInput } from '@codemirror/language';
import { lintGutter, linter, lintKeymap } from '@codemirror/lint';
import { Annotation, Compartment, EditorState, type Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import type { RecordView } from '../rpc/recordEditorMessages';
import { button, element } from './dom';
import { editorTheme } from './editorTheme';
import { formatJson } from './formatJson';
import { checkJson, looksLikeJson } from './jsonCheck';
import { minimalEdit } from './minimalEdit';
import type { PageHost } from './pageHost';
import { TextSync, toText, type SyncMessage } from './textSync';
import { utf8Length } from './utf8Length';

type TextView = Extract<RecordView, { kind: 'text' }>;

const ofAnotherHand = Annotation.define<true>();

const statusDelayMs = 150;

/** Edits a text or JSON value. */
export function textPage(host: PageHost, view: TextView, nonce: string) {
  const wrapping = new Compartment();
  const language = new Compartment();
  let isJson = looksLikeJson(view.text);
  const status = element('span', { class: 'status', role: 'status', 'aria-live': 'polite' });
  const sizeStatus = element('span', { class: 'status size' });
  const formatButton = button(host.say('formatJson'), format);
  const wrapButton = button(host.say('wrapLines'), () => {
    setWrap(!host.state.wrap);
  });
  const toolbar = element('div', { class: 'toolbar' }, formatButton, wrapButton);
  const parent = element('div', { class: 'editor' });
  const text = toText(view.text);
  const inside = (offset: number) => Math.min(offset, text.length);

  const editor: EditorView = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      selection: { anchor: inside(host.state.anchor), head: inside(host.state.head) },
      extensions: [
        EditorView.cspNonce.of(nonce),
        EditorView.contentAttributes.of({ 'aria-label': host.say('valueLabel') }),
        lineNumbers(),
        highlightActiveLineGutter(),
        highlightSpecialChars(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        // VS Code would select all again, a moment later and over what was typed meanwhile.
        keymap.of([{ key: 'Mod-a', run: selectAll, preventDefault: true, stopPropagation: true }]),
        keymap.of([...defaultKeymap, ...foldKeymap, ...lintKeymap]),
        wrapping.of(host.state.wrap ? EditorView.lineWrapping : []),
        language.of(isJson ? jsonMode() : []),
        editorTheme,
        // VS Code owns undo; the browser's own would work on another history.
        EditorView.domEventHandlers({
          beforeinput(event) {
            if (!event.inputType.startsWith('history')) return false;
            event.preventDefault();
            return true;
          },
        }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) {
            const isOurs = !update.transactions.some((part) => part.annotation(ofAnotherHand));
            if (isOurs) sync.edited(update.changes);
            changedSoon();
          }
          if (update.selectionSet || update.docChanged) {
            const { anchor, head } = update.state.selection.main;
            host.keep({ anchor, head });
          }
        }),
      ],
    }),
  });

  const sync: TextSync = new TextSync(
    {
      post: (message) => {
        host.post(message);
      },
      apply: (changes) => {
        editor.dispatch({ changes, annotations: ofAnotherHand.of(true) });
      },
      retryLater: (act) => setTimeout(act, 50),
    },
    view.version,
    text,
  );

  editor.contentDOM.addEventListener('compositionstart', () => {
    sync.setComposing(true);
  });
  editor.contentDOM.addEventListener('compositionend', () => {
    // CodeMirror reads the composed text right after this event.
    setTimeout(() => {
      if (!editor.composing) sync.setComposing(false);
    }, 30);
  });
  editor.scrollDOM.addEventListener('scroll', () => {
    host.keep({ scrollTop: editor.scrollDOM.scrollTop });
  });
  requestAnimationFrame(() => {
    editor.scrollDOM.scrollTop = host.state.scrollTop;
  });

  let timer: ReturnType<typeof setTimeout> | undefined;
  function changedSoon(): void {
    clearTimeout(timer);
    timer = setTimeout(showStatus, statusDelayMs);
  }

  function showStatus(): void {
    const value = editor.state.doc.toString();
    const check = checkJson(value);
    if (looksLikeJson(value) !== isJson) {
      isJson = !isJson;
      editor.dispatch({ effects: language.reconfigure(isJson ? jsonMode() : []) });
    }
    formatButton.disabled = check.kind !== 'valid';
    status.classList.toggle('error', check.kind === 'error');
    switch (check.kind) {
      case 'text':
        status.textContent = host.say('plainText');
        break;
      case 'valid':
        status.textContent = host.say('validJson');
        break;
      case 'error': {
        const line = editor.state.doc.lineAt(check.offset).number;
        status.textContent = host.say('jsonError', host.number.format(line), check.message);
        break;
      }
      default:
        check satisfies never;
    }
    showSize(value);
  }

  function showSize(value: string): void {
    const lineEnds = (editor.state.doc.lines - 1) * (view.bytesPerLineEnd - 1);
    const bytes = utf8Length(value) + lineEnds + view.bytesAhead;
    const isTooLarge = bytes > view.valueBytesMax;
    sizeStatus.classList.toggle('error', isTooLarge);
    const name = isTooLarge ? 'tooLarge' : 'bytesOfLimit';
    const { number } = host;
    sizeStatus.textContent = host.say(
      name,
      number.format(bytes),
      number.format(view.valueBytesMax),
    );
  }

  function format(): void {
    const before = editor.state.doc.toString();
    if (checkJson(before).kind !== 'valid') return;
    const edit = minimalEdit(before, formatJson(before));
    if (edit) editor.dispatch({ changes: edit, userEvent: 'input.format' });
    editor.focus();
  }

  function setWrap(wrap: boolean): void {
    host.keep({ wrap });
    editor.dispatch({ effects: wrapping.reconfigure(wrap ? EditorView.lineWrapping : []) });
    wrapButton.setAttribute('aria-pressed', String(wrap));
  }

  wrapButton.setAttribute('aria-pressed', String(host.state.wrap));
  showStatus();
  return {
    root: element(
      'main',
      { class: 'value' },
      toolbar,
      parent,
      element('footer', {}, status, sizeStatus),
    ),
    receive: (message: SyncMessage) => {
      sync.receive(message);
    },
  };
}

function jsonMode(): Extension {
  return [json(), foldGutter(), lintGutter(), linter(lintJson, { delay: statusDelayMs })];
}

function lintJson(editor: EditorView) {
  const check = checkJson(editor.state.doc.toString());
  if (check.kind !== 'error') return [];
  const { offset, message } = check;
  const from = Math.max(0, Math.min(offset, editor.state.doc.length - 1));
  const to = Math.min(from + 1, editor.state.doc.length);
  return [{ from, to, severity: 'error' as const, message }];
}
