import * as vscode from 'vscode';
import type { RecordRef } from '../../rpc/emulatorData';
import { parseRecordPath, recordScheme } from './recordUri';

export interface OpenRecord {
  readonly tab: vscode.Tab;
  readonly record: RecordRef;
}

/** The records that editors are open on. */
export function openRecords(): readonly OpenRecord[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) =>
    tabs.flatMap((tab) => {
      const { input } = tab;
      const hasUri = input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText;
      if (!hasUri || input.uri.scheme !== recordScheme) return [];
      const target = parseRecordPath(input.uri.path);
      return target?.kind === 'record' ? [{ tab, record: target }] : [];
    }),
  );
}
