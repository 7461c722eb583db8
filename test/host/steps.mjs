import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { atEnd } from './ending.mjs';
import { root } from './setup/root.mjs';
import { runCommand } from './setup/runCommand.mjs';
import { temporaryFolder } from './vscodeServer.mjs';

/** @typedef {{passed: number, failed: number}} Counts */

const modules = path.join(root, 'node_modules');

/** Programs of npm packages, started without npx, which is a script of its own on each system. */
const programs = {
  tsc: 'typescript/bin/tsc',
  eslint: 'eslint/bin/eslint.js',
  prettier: 'prettier/bin/prettier.cjs',
  mocha: 'mocha/bin/mocha.js',
};

/**
 * Runs a script with this Node or another one, with its output in this terminal; that of a quiet
 * one comes at its end, in one piece.
 */
export function runNode(script, args, { env = {}, isQuiet = false, node = process.execPath } = {}) {
  return new Promise((resolve) => {
    const output = isQuiet ? 'pipe' : 'inherit';
    const child = spawn(node, [script, ...args], {
      cwd: root,
      stdio: ['ignore', output, output],
      env: { ...process.env, ...env },
    });
    const heldBack = [];
    child.stdout?.on('data', (chunk) => heldBack.push(chunk));
    child.stderr?.on('data', (chunk) => heldBack.push(chunk));
    // It ends what it started itself, and is asked to.
    const ended = atEnd(() => child.kill('SIGTERM'));
    child.on('close', (code) => {
      ended();
      process.stdout.write(Buffer.concat(heldBack));
      resolve(code ?? 1);
    });
  });
}

/** Runs a script of package.json. */
export async function runNpm(script) {
  return (await runCommand('npm', ['run', script], { cwd: root, inherit: true })).code;
}

/** @returns {Promise<Counts>} one test, passed where the program ends with 0 */
export async function runProgram(name, args) {
  return countOne(await runNode(path.join(modules, programs[name]), args));
}

/** @returns {Counts} */
export function countOne(exitCode) {
  return exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** @returns {Promise<Counts>} */
export async function runMocha(args, { isQuiet = false, node } = {}) {
  const countsFile = path.join(temporaryFolder(), 'counts.json');
  const reporter = path.join(root, 'test', 'host', 'countingReporter.mjs');
  const code = await runNode(
    path.join(modules, programs.mocha),
    ['--reporter', reporter, ...args],
    { env: { PAGES_KV_COUNTS: countsFile }, isQuiet, node },
  );
  const counts = readCounts(countsFile);
  // Ended badly without a failed test: the tests did not load, or were broken off.
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** @returns {Counts} */
export function readCounts(file) {
  if (!fs.existsSync(file)) return { passed: 0, failed: 0 };
  return JSON.parse(fs.readFileSync(file, 'utf8'));
}
