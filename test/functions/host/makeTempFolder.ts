import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** The real path, since the system's folder for temporary files may be a link. */
export function makeTempFolder(): string {
  return fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'pages-kv-host-')));
}
