import * as vscode from 'vscode';
import type { Services } from '../services';
import { registerBinaryRecordEditor } from './binaryRecordEditor';
import { registerNodeCopies } from './nodeCopies';
import { RecordFileSystem } from './recordFileSystem';
import { recordScheme } from './recordUri';
import { registerStoredRecordContent } from './storedRecordContent';
import { registerTextRecordEditor } from './textRecordEditor';

/** Registers the `pageskv:` file system and the editors of records. */
export function registerRecordEditor(services: Services): vscode.Disposable {
  const files = new RecordFileSystem(services);
  return vscode.Disposable.from(
    files,
    vscode.workspace.registerFileSystemProvider(recordScheme, files, { isCaseSensitive: true }),
    registerStoredRecordContent(services),
    registerNodeCopies(services),
    registerTextRecordEditor(services, files),
    registerBinaryRecordEditor(services, files),
  );
}
