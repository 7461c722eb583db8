import { parse } from 'dotenv';
import path from 'node:path';
import { readSaved } from '../scan/readSaved';

export const envFiles = ['.env', '.env.local'] as const;

/** The project's variables: from `.env`, else from `.env.local`; never the machine's. */
export async function readEnv(project: string): Promise<Readonly<Record<string, string>>> {
  for (const name of envFiles) {
    const text = await readSaved(path.join(project, name)).catch(() => undefined);
    if (text !== undefined) return parse(text);
  }
  return {};
}
