import { parse } from 'dotenv';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

export const envFiles = ['.env', '.env.local'] as const;

/** The project's variables: from `.env`, else from `.env.local`; never the machine's. */
export async function readEnv(project: string): Promise<Readonly<Record<string, string>>> {
  for (const name of envFiles) {
    const bytes = await readFile(path.join(project, name)).catch(() => undefined);
    if (bytes !== undefined) return parse(textOf(bytes));
  }
  return {};
}

/** The PowerShell of Windows writes UTF-16 with `>`, and says so in the first two bytes. */
function textOf(bytes: Buffer): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return isUtf16 ? bytes.toString('utf16le', 2) : bytes.toString();
}
