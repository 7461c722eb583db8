import * as vscode from 'vscode';
import type { Binding } from '../../rpc/emulatorData';
import type { Project, Services } from '../services';
import { formatBytes, formatDateTime } from '../tree/format';
import type { BoundVariables } from './boundVariables';
import { callBefore, prefixesOf, quoted, type CallBefore } from './callBefore';
import { hasDeclarations } from './declarations';
import { languages, type EdgeDocuments } from './edgeDocuments';

interface Parts {
  readonly services: Services;
  readonly documents: EdgeDocuments;
  readonly variables: BoundVariables;
}

/** The text before the cursor that is looked at. */
const charactersMax = 500;
/** As many keys as one page of `list` has. */
const keysMax = 256;

/** Completion of the project's KV variables, their methods, and the keys that are there. */
export function registerKvCompletion(parts: Parts): vscode.Disposable {
  const provider: vscode.CompletionItemProvider = {
    provideCompletionItems: async (document, position) => {
      const end = document.offsetAt(position);
      const start = document.positionAt(Math.max(0, end - charactersMax));
      const call = callBefore(document.getText(new vscode.Range(start, position)));
      const place = call && (await parts.documents.of(document));
      if (!call || !place) return undefined;
      const bindings = (await parts.variables.of(place.project, true)) ?? [];
      if (call.kind === 'key') return keys(parts, document, position, call, bindings);
      // TypeScript offers them itself where it knows them.
      if (await hasDeclarations(place.project)) return undefined;
      return plainItems(place.project, call, bindings);
    },
  };
  return vscode.languages.registerCompletionItemProvider(languages, provider, '.', '"', "'", '`');
}

function plainItems(
  { name }: Project,
  call: Exclude<CallBefore, { kind: 'key' }>,
  bindings: readonly Binding[],
): vscode.CompletionItem[] {
  if (call.kind === 'method') {
    return bindings.some(({ variable }) => variable === call.variable) ? methodItems() : [];
  }
  return bindings.map(({ variable, account, namespace }) => {
    const item = new vscode.CompletionItem(variable, vscode.CompletionItemKind.Variable);
    item.detail = vscode.l10n.t('KV namespace {0} of {1}', `${account}/${namespace}`, name);
    return item;
  });
}

function methodItems(): vscode.CompletionItem[] {
  const method = (name: string, snippet: string, detail: string, documentation: string) => {
    const item = new vscode.CompletionItem(name, vscode.CompletionItemKind.Method);
    item.insertText = new vscode.SnippetString(snippet);
    item.detail = detail;
    item.documentation = documentation;
    item.command = { command: 'editor.action.triggerSuggest', title: '' };
    return item;
  };
  return [
    method(
      'get',
      "get('$1')",
      'get(key, type?): Promise<string | null>',
      vscode.l10n.t(
        'The value of a key, null where there is none. Types: text, json, arrayBuffer, stream.',
      ),
    ),
    method(
      'put',
      "put('$1', $2)",
      'put(key, value): Promise<void>',
      vscode.l10n.t(
        'Stores text or bytes. Other edge nodes may serve the old value for up to 60 seconds.',
      ),
    ),
    method(
      'delete',
      "delete('$1')",
      'delete(key): Promise<void>',
      vscode.l10n.t('Deletes a key; no error where it is missing.'),
    ),
    method(
      'list',
      "list({ prefix: '$1' })",
      'list({prefix?, limit?, cursor?}): Promise<{complete, cursor, keys: {key}[]}>',
      vscode.l10n.t('Keys in the order of their bytes, at most 256 a page.'),
    ),
  ];
}

async function keys(
  { services }: Parts,
  document: vscode.TextDocument,
  position: vscode.Position,
  { variable, method, typed, quote }: Extract<CallBefore, { kind: 'key' }>,
  bindings: readonly Binding[],
): Promise<vscode.CompletionList | undefined> {
  const binding = bindings.find((one) => one.variable === variable);
  if (!binding) return undefined;
  const { account, namespace } = binding;
  const api = await services.emulator.api();
  const page = await api.listRecords({ account, namespace, prefix: typed, limit: keysMax });
  const rest = document.lineAt(position).text.slice(position.character);
  const behind = new RegExp(`^[^${quote}\\\\]*(?=${quote})`).exec(rest)?.[0].length ?? 0;
  const inserting = new vscode.Range(position.translate(0, -typed.length), position);
  const replacing = inserting.with(undefined, position.translate(0, behind));
  const item = (text: string, kind: vscode.CompletionItemKind): vscode.CompletionItem => {
    const made = new vscode.CompletionItem(text.replace(/\s/g, ' '), kind);
    made.insertText = quoted(text, quote);
    made.filterText = text;
    made.range = { inserting, replacing };
    return made;
  };
  if (method === 'list') {
    const prefixes = prefixesOf(
      page.keys.map(({ key }) => key),
      typed,
    );
    const { Folder } = vscode.CompletionItemKind;
    return new vscode.CompletionList(
      prefixes.map((prefix) => item(prefix, Folder)),
      true,
    );
  }
  const locale = vscode.env.language;
  const items = page.keys.map(({ key, size, version, updatedAtMs }) => {
    const made = item(key, vscode.CompletionItemKind.Value);
    made.detail = vscode.l10n.t('v{0} · {1}', version, formatBytes(size, locale));
    made.documentation = formatDateTime(updatedAtMs, locale);
    return made;
  });
  return new vscode.CompletionList(items, !page.complete);
}
