import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const token = (name: string, otherwise: string) =>
  `var(--vscode-debugTokenExpression-${name}, var(${otherwise}))`;

/** Every colour is one of VS Code's, so that each of its themes fits. */
export const editorTheme: Extension = [
  EditorView.theme({
    '&': {
      height: '100%',
      color: 'var(--vscode-editor-foreground)',
      backgroundColor: 'var(--vscode-editor-background)',
      fontSize: 'var(--vscode-editor-font-size, 13px)',
    },
    // The frame around it shows the focus; an outline here would lie below the gutter.
    '&.cm-focused': { outline: 'none' },
    '.cm-scroller': {
      fontFamily: 'var(--vscode-editor-font-family, monospace)',
      fontWeight: 'var(--vscode-editor-font-weight, normal)',
      lineHeight: '1.5',
    },
    '.cm-content': { caretColor: 'var(--vscode-editorCursor-foreground)' },
    '.cm-cursor, .cm-dropCursor': {
      borderLeftColor: 'var(--vscode-editorCursor-foreground)',
    },
    '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground':
      {
        background:
          'var(--vscode-editor-selectionBackground, var(--vscode-editor-inactiveSelectionBackground))',
      },
    '.cm-gutters': {
      color: 'var(--vscode-editorLineNumber-foreground)',
      backgroundColor: 'var(--vscode-editorGutter-background, var(--vscode-editor-background))',
      border: 'none',
    },
    '.cm-activeLineGutter': {
      color: 'var(--vscode-editorLineNumber-activeForeground)',
      backgroundColor: 'transparent',
    },
    '&.cm-focused .cm-matchingBracket': {
      backgroundColor: 'var(--vscode-editorBracketMatch-background, transparent)',
      outline: '1px solid var(--vscode-editorBracketMatch-border, currentColor)',
    },
    '.cm-specialChar': { color: 'var(--vscode-editorUnicodeHighlight-border, currentColor)' },
    '.cm-foldPlaceholder': {
      color: 'var(--vscode-editor-foldPlaceholderForeground, currentColor)',
      background: 'transparent',
      border: '1px solid var(--vscode-editorWidget-border, currentColor)',
    },
    '.cm-lintRange-error': {
      backgroundImage: 'none',
      textDecoration: 'underline wavy var(--vscode-editorError-foreground)',
    },
    '.cm-lint-marker-error': {
      content: '""',
      width: '0.7em',
      height: '0.7em',
      marginTop: '0.4em',
      borderRadius: '50%',
      background: 'var(--vscode-editorError-foreground)',
    },
    '.cm-tooltip': {
      color: 'var(--vscode-editorHoverWidget-foreground)',
      backgroundColor: 'var(--vscode-editorHoverWidget-background)',
      border: '1px solid var(--vscode-editorHoverWidget-border)',
    },
    '.cm-diagnostic-error': { borderLeft: '3px solid var(--vscode-editorError-foreground)' },
  }),
  syntaxHighlighting(
    HighlightStyle.define([
      { tag: tags.propertyName, color: token('name', '--vscode-editor-foreground') },
      { tag: tags.string, color: token('string', '--vscode-editor-foreground') },
      { tag: tags.number, color: token('number', '--vscode-editor-foreground') },
      { tag: [tags.bool, tags.null], color: token('boolean', '--vscode-editor-foreground') },
      { tag: tags.invalid, color: 'var(--vscode-editorError-foreground)' },
    ]),
  ),
];
