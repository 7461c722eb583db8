import { spawn } from 'node:child_process';

/**
 * Runs a program to its end; its output is kept back unless it fails.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, inherit?: boolean}} [options]
 * @returns {Promise<{code: number, output: string}>}
 */
export function runCommand(command, args, options = {}) {
  return new Promise((resolve) => {
    // npm is a script on Windows, which only a shell starts.
    const shell = process.platform === 'win32' && !command.includes('\\');
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: options.inherit ? 'inherit' : ['ignore', 'pipe', 'pipe'],
      shell,
    });
    let output = '';
    child.stdout?.on('data', (chunk) => (output += chunk));
    child.stderr?.on('data', (chunk) => (output += chunk));
    child.on('error', (error) => resolve({ code: 127, output: `${output}${error.message}` }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** The same, where a failure ends the setup: the message names the command and what it printed. */
export async function requireCommand(command, args, options) {
  const { code, output } = await runCommand(command, args, options);
  if (code === 0) return output;
  const lastLines = output.trimEnd().split('\n').slice(-30).join('\n');
  throw new Error(`"${command} ${args.join(' ')}" ended with code ${code}:\n${lastLines}`);
}
