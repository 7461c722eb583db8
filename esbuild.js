// Builds every bundle of the product from one table; with --tests the tests too, with --bench
// what `npm run bench` runs.
const esbuild = require('esbuild');
const fs = require('node:fs');
const path = require('node:path');

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const tests = process.argv.includes('--tests');
const bench = process.argv.includes('--bench');

const node = {
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  // Node reads a CommonJS file three times before it gives it to an "import()", for 100 ms.
  supported: { 'dynamic-import': false },
};
/** A library of its own file, loaded when it is first needed and shared by those that do. */
const parser = {
  name: 'parser',
  setup({ onResolve }) {
    onResolve({ filter: /^@babel\/parser$/ }, ({ kind }) =>
      kind === 'entry-point' ? undefined : { path: './parser.js', external: true },
    );
  },
};

/**
 * Takes VS Code's API as it is: for each `import *` esbuild would make an object of its own with
 * all of the API's hundreds of names, which costs more of the activation than anything else.
 */
const vscodeApi = {
  name: 'vscodeApi',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, async ({ path: file }) => {
      const text = await fs.promises.readFile(file, 'utf8');
      const contents = text.replace(
        "import * as vscode from 'vscode';",
        "import vscode = require('vscode');",
      );
      return { contents, loader: 'ts' };
    });
  },
};

const browser = { platform: 'browser', target: 'es2022', format: 'iife' };

/** Each process or thread of README's architecture is one row. */
const bundles = [
  {
    in: 'src/extension.ts',
    out: 'dist/extension.js',
    external: ['vscode'],
    plugins: [parser, vscodeApi],
    ...node,
  },
  { in: '@babel/parser', out: 'dist/parser.js', ...node },
  { in: 'src/emulator/worker.ts', out: 'dist/emulator.js', ...node },
  { in: 'src/emulator/transfer/worker.ts', out: 'dist/transfer.js', ...node },
  { in: 'src/functions/lint/worker.ts', out: 'dist/lint.js', plugins: [parser], ...node },
  { in: 'src/functions/host/main.ts', out: 'dist/functionHost.js', plugins: [parser], ...node },
  {
    in: 'src/functions/runtime/main.ts',
    out: 'dist/functionRuntime.js',
    inject: ['src/functions/runtime/capturedGlobals.ts'],
    ...node,
  },
  { in: 'src/webview/recordEditor.ts', out: 'dist/recordEditor.js', ...browser },
];

/** Files that bundles load by path at run time. */
const copies = [
  ['node_modules/sql.js/dist/sql-wasm.wasm', 'dist/sql-wasm.wasm'],
  ['node_modules/@vscode/codicons/dist/codicon.css', 'dist/codicon.css'],
  ['node_modules/@vscode/codicons/dist/codicon.ttf', 'dist/codicon.ttf'],
  ['node_modules/esbuild-wasm/bin/esbuild', 'dist/esbuild-wasm/bin/esbuild'],
  ['node_modules/esbuild-wasm/wasm_exec.js', 'dist/esbuild-wasm/wasm_exec.js'],
  ['node_modules/esbuild-wasm/wasm_exec_node.js', 'dist/esbuild-wasm/wasm_exec_node.js'],
  ['node_modules/esbuild-wasm/esbuild.wasm', 'dist/esbuild-wasm/esbuild.wasm'],
  ['node_modules/esbuild-wasm/LICENSE.md', 'dist/esbuild-wasm/LICENSE.md'],
  ['node_modules/esbuild/lib/main.js', 'dist/esbuild/lib/main.js'],
  ['node_modules/esbuild/LICENSE.md', 'dist/esbuild/LICENSE.md'],
];

/** The bundler as compiled for the machines that npm has installed it for: this one, mostly. */
function copyNativeBundlers() {
  for (const machine of fs.readdirSync('node_modules/@esbuild')) {
    const isWindows = machine.startsWith('win32');
    const from = isWindows ? 'esbuild.exe' : 'bin/esbuild';
    const to = path.join('dist/esbuild', machine, path.basename(from));
    fs.mkdirSync(path.dirname(to), { recursive: true });
    fs.copyFileSync(path.join('node_modules/@esbuild', machine, from), to);
    fs.chmodSync(to, 0o755);
  }
}

function copyAssets() {
  for (const [from, to] of copies) {
    fs.mkdirSync(path.dirname(to), { recursive: true });
    fs.copyFileSync(from, to);
  }
  copyNativeBundlers();
  // The library starts its WebAssembly with the `node` of the PATH; a person who installs an
  // extension may have none, so it is started with the program that runs the function host.
  const main = fs.readFileSync('node_modules/esbuild-wasm/lib/main.js', 'utf8');
  const patched = main.replaceAll('return ["node", [', 'return [process.execPath, [');
  if (patched === main) throw new Error('esbuild-wasm/lib/main.js no longer starts "node"');
  fs.mkdirSync('dist/esbuild-wasm/lib', { recursive: true });
  fs.writeFileSync('dist/esbuild-wasm/lib/main.js', patched);
}

function filesBelow(folder, ending) {
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder, { recursive: true })
    .map((name) => path.join(folder, name))
    .filter((file) => file.endsWith(ending) && !file.split(path.sep).includes('fixtures'));
}

/** What tests start as processes of their own. */
const testProcesses = ['test/support/windowProcess.ts', 'test/support/storeProcess.ts'];

/** Unit tests run in plain mocha; what lies in test/integration runs inside VS Code. */
function testBuilds() {
  const isIntegration = (file) => file.split(path.sep)[1] === 'integration';
  const testFiles = filesBelow('test', '.test.ts');
  return [
    ['out/unit', 'test', [...testFiles.filter((file) => !isIntegration(file)), ...testProcesses]],
    [
      'out/integration',
      'test/integration',
      ['test/integration/index.ts', ...testFiles.filter(isIntegration)],
    ],
  ];
}

async function buildTests() {
  fs.rmSync('out', { recursive: true, force: true });
  for (const [outdir, outbase, entryPoints] of testBuilds()) {
    if (entryPoints.length === 0) continue;
    await esbuild.build({
      ...node,
      bundle: true,
      sourcemap: 'inline',
      entryPoints,
      outdir,
      outbase,
      external: [
        'vscode',
        'mocha',
        'esbuild',
        'playwright-core',
        'prettier',
        'sql.js',
        'typescript',
      ],
      logLevel: 'warning',
    });
  }
}

/** Each process or thread of the bench, and the module that VS Code runs. */
async function buildBench() {
  fs.rmSync('out/bench', { recursive: true, force: true });
  await esbuild.build({
    ...node,
    bundle: true,
    entryPoints: {
      main: 'test/bench/main.ts',
      job: 'test/bench/jobs/job.ts',
      echoServer: 'test/bench/contestants/echoServer.ts',
      echoClient: 'test/bench/contestants/echoClient.ts',
      activation: 'test/bench/activation/activation.ts',
    },
    outdir: 'out/bench',
    external: ['vscode'],
    logLevel: 'warning',
  });
}

async function main() {
  fs.rmSync('dist', { recursive: true, force: true });
  copyAssets();
  const contexts = await Promise.all(
    bundles.map(({ in: entry, out, ...options }) =>
      esbuild.context({
        bundle: true,
        minify: production,
        sourcemap: !production,
        logLevel: watch ? 'info' : 'warning',
        legalComments: 'none',
        loader: { '.ttf': 'file' },
        entryPoints: [entry],
        outfile: out,
        ...options,
      }),
    ),
  );
  if (watch) return Promise.all(contexts.map((context) => context.watch()));
  await Promise.all(contexts.map((context) => context.rebuild()));
  await Promise.all(contexts.map((context) => context.dispose()));
  if (tests) await buildTests();
  if (bench) await buildBench();
}

main().catch((error) => {
  console.error(error.message ?? error);
  process.exit(1);
});
