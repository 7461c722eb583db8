import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository. */
export const root = path.resolve(fileURLToPath(import.meta.url), '../../../..');

/** Everything downloaded or written by tests; git-ignored, safe to delete. */
export const cacheFolder = path.join(root, '.vscode-test');
