import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { builtinModules } from 'node:module';

/** Who may import what (README, Architecture). Every folder may import from itself. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  kv: [],
  edge: ['kv'],
  rpc: ['kv', 'edge (types)'],
  store: ['kv'],
  emulator: ['kv', 'edge', 'store', 'rpc'],
  functions: ['kv', 'edge', 'rpc'],
  webview: ['kv (types)', 'rpc'],
  ui: ['kv', 'edge', 'rpc', 'emulator', 'functions'],
};
const pure = ['kv', 'edge'];
const importsVscode = ['ui', 'extension.ts'];

const source = path.resolve('src');
const statement = /^(?:import|export)\s+(type\s)?[^;'"]*?(?:from\s*)?['"]([^'"]+)['"]/gm;

interface Import {
  readonly file: string;
  readonly from: string;
  readonly target: string;
  readonly typeOnly: boolean;
}

function readImports(file: string): readonly Import[] {
  const text = fs.readFileSync(path.join(source, file), 'utf8');
  const from = file.split(path.sep)[0] ?? '';
  return [...text.matchAll(statement)].map(([, type, target = '']) => ({
    file,
    from,
    target,
    typeOnly: type !== undefined,
  }));
}

/** The breach in words, `undefined` where all is well. */
function breach({ file, from, target, typeOnly }: Import): string | undefined {
  const told = `${file} imports ${target}`;
  if (target === 'vscode') return importsVscode.includes(from) ? undefined : told;
  if (!target.startsWith('.')) return isNode(target) && pure.includes(from) ? told : undefined;
  const absolute = path.resolve(source, path.dirname(file), target);
  const parts = path.relative(source, absolute).split(path.sep);
  const [to = ''] = parts;
  if (from === 'extension.ts' || to === from) return undefined;
  if (from === 'ui' && to === 'functions' && parts[1] === 'runtime') return told;
  const allowed = mayImport[from] ?? [];
  if (allowed.includes(to) || (typeOnly && allowed.includes(`${to} (types)`))) return undefined;
  return told;
}

function isNode(target: string): boolean {
  return target.startsWith('node:') || builtinModules.includes(target);
}

describe('architecture', () => {
  const files = fs
    .readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'));

  it('knows every folder of src', () => {
    const folders = fs.readdirSync(source).filter((name) => !name.endsWith('.ts'));
    assert.deepEqual(folders.sort(), Object.keys(mayImport).sort());
  });

  it('keeps to the table of imports', () => {
    const imports = files.flatMap(readImports);
    assert.ok(imports.length > files.length, 'the imports were not read');
    assert.deepEqual(imports.map(breach).filter(Boolean), []);
  });

  it('keeps time and timers out of kv and edge', () => {
    const timing = /\bDate\.now|\bnew Date\b|\bset(?:Timeout|Interval|Immediate)\(|\bperformance\./;
    const breaches = files
      .filter((file) => pure.includes(file.split(path.sep)[0] ?? ''))
      .filter((file) => timing.test(fs.readFileSync(path.join(source, file), 'utf8')));
    assert.deepEqual(breaches, []);
  });
});
