import { parse } from 'dotenv';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

export const envFiles = ['.env', '.env.local'] as const;

/** The project's variables: from `.env`, else from `.env.local`; never the machine's. */
export async function readEnv(project: string): Promise<Readonly<Record<string, string>>> {
  for (const name of envFiles) {
    const text = await readFile(path.join(project, name), 'utf8').catch(() => undefined);
    if (text !== undefined) return parse(text);
  }
  return {};
}
