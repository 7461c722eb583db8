import * as vscode from 'vscode';
import { openAsUtf8 } from '../records/openRecord';
import { recordUri } from '../records/recordFileSystem';
import { recordInfo } from '../records/recordInfo';
import { isTextValue } from '../records/textValue';
import type { Services } from '../services';
import type { Analyses } from './analyses';
import type { BoundVariables } from './boundVariables';
import { languages } from './edgeDocuments';
import { keyAtPosition } from './keyAtPosition';

interface Parts {
  readonly services: Services;
  readonly analyses: Analyses;
  readonly variables: BoundVariables;
}

/** Larger values are not read to find out how they are opened. */
const readBytesMax = 1_048_576;

/** Go to Definition, and Ctrl+click, on a key opens its record. */
export function registerKeyDefinition(parts: Parts): vscode.Disposable {
  return vscode.languages.registerDefinitionProvider(languages, {
    provideDefinition: async (document, position) => {
      const found = await keyAtPosition(parts, document, position);
      if (!found) return undefined;
      const { record, range } = found;
      const api = await parts.services.emulator.api();
      const info = await recordInfo(api, record);
      if (!info) return undefined;
      const uri = recordUri(record);
      // Opened first with its encoding, as the views do: `files.encoding` may say another one.
      if (info.size <= readBytesMax) {
        const stored = await api.getRecord(record);
        if (stored && isTextValue(stored.value)) await openAsUtf8(uri);
      }
      const start = new vscode.Range(0, 0, 0, 0);
      return [{ originSelectionRange: range, targetUri: uri, targetRange: start }];
    },
  });
}
