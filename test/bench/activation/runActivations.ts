import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import type { Lab } from '../lab';
import type { Activation } from './activation';

/** Activates the extension in a real VS Code, in a fresh extension host each time. */
export async function runActivations(lab: Lab): Promise<readonly Activation[]> {
  const folder = lab.folder('activation');
  const results = path.join(folder, 'results');
  // Node's own modules resolve the packages that VS Code's harness needs, which no bundle has.
  const script = path.resolve('test', 'bench', 'activation', 'activation.mjs');
  const args = [script, folder, results, String(lab.rounds)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  lab.atEnd(() => child.kill());
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`VS Code could not be measured (code ${code})`);
  const lines = fs.readFileSync(results, 'utf8').trim().split('\n');
  if (lines.length !== lab.rounds) throw new Error(`VS Code activated ${lines.length} times`);
  return lines.map((line) => JSON.parse(line) as Activation);
}
