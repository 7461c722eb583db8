import * as vscode from 'vscode';
import type { RecordRef } from '../../rpc/emulatorData';
import type { Analyses } from './analyses';
import type { BoundVariables } from './boundVariables';

/** A key in the code, with the record that it names in this project. */
export interface KeyAtPosition {
  readonly record: RecordRef;
  readonly range: vscode.Range;
}

/** The key of a KV call under the cursor; `undefined` where there is none, or it is not bound. */
export async function keyAtPosition(
  { analyses, variables }: { readonly analyses: Analyses; readonly variables: BoundVariables },
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<KeyAtPosition | undefined> {
  const analysis = await analyses.of(document);
  if (!analysis || analysis.version !== document.version) return undefined;
  const offset = document.offsetAt(position);
  const use = analysis.keys.find(({ start, end }) => start <= offset && offset <= end);
  if (!use) return undefined;
  const bindings = await variables.of(analysis.project, true);
  const binding = bindings?.find(({ variable }) => variable === use.variable);
  if (!binding) return undefined;
  const { account, namespace } = binding;
  const range = new vscode.Range(document.positionAt(use.start), document.positionAt(use.end));
  return { record: { account, namespace, key: use.key }, range };
}
