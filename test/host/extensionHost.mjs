import { execFileSync } from 'node:child_process';

/**
 * The process id of the extension host that a VS Code server has started.
 *
 * @param {number} serverPid
 * @returns {number | undefined}
 */
export function extensionHostPid(serverPid) {
  const table = execFileSync('ps', ['-e', '-ww', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
  const rows = table.split('\n').map((row) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row) ?? []);
  const host = rows.find(
    ([, , parent, args]) => Number(parent) === serverPid && args.includes('--type=extensionHost'),
  );
  return host && Number(host[1]);
}
