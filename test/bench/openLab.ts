import fs from 'node:fs';
import path from 'node:path';
import type { Lab } from './lab';

/** A lab in a folder of its own below the cache; `close` ends what was begun and removes it. */
export function openLab(options: {
  readonly quick: boolean;
  readonly cacheFolder: string;
  readonly miniflareFolder: string;
}): { readonly lab: Lab; close(): Promise<void> } {
  const { quick, cacheFolder, miniflareFolder } = options;
  const folder = fs.mkdtempSync(path.join(cacheFolder, 'bench-'));
  const endings: (() => unknown)[] = [];
  const remove = (): void => {
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once('exit', remove);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => process.exit(1));
  }
  return {
    lab: {
      quick,
      rounds: 5,
      roundMs: quick ? 60 : 400,
      miniflareFolder,
      folder(name) {
        const made = path.join(folder, name);
        fs.mkdirSync(made, { recursive: true });
        return made;
      },
      atEnd(end) {
        endings.unshift(end);
      },
    },
    async close() {
      for (const end of endings) await end();
      remove();
    },
  };
}
