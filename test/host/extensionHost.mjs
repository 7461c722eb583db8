import { execFileSync } from 'node:child_process';

/**
 * The process id of the extension host that a VS Code server has started.
 *
 * @param {number} serverPid
 * @returns {number | undefined}
 */
export function extensionHostPid(serverPid) {
  const rows = processTable()
    .split(/\r?\n/)
    .map((row) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row) ?? []);
  const host = rows.find(
    ([, , parent, args]) => Number(parent) === serverPid && args.includes('--type=extensionHost'),
  );
  return host && Number(host[1]);
}

/** A line for each process: its id, that of its parent, and its command line. */
function processTable() {
  const [program, ...args] =
    process.platform === 'win32'
      ? ['powershell', '-NoProfile', '-Command', windowsProcesses]
      : ['ps', '-e', '-ww', '-o', 'pid=,ppid=,args='];
  return execFileSync(program, args, { encoding: 'utf8' });
}

const windowsProcesses =
  'Get-CimInstance Win32_Process | ' +
  "ForEach-Object { '{0} {1} {2}' -f $_.ProcessId, $_.ParentProcessId, $_.CommandLine }";
