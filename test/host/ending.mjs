import { execFileSync } from 'node:child_process';

/** What was begun and must end, newest first. */
const endings = [];

/**
 * Registers how something ends; it does at the latest when this process does, however it does.
 *
 * @param {() => void} end synchronous, since an exiting process waits for nothing
 * @returns {() => void} ends it now
 */
export function atEnd(end) {
  const once = () => {
    const index = endings.indexOf(once);
    if (index === -1) return;
    endings.splice(index, 1);
    end();
  };
  endings.unshift(once);
  return once;
}

/** Ends a process that was started with `detached`, together with everything that it started. */
export function endProcessGroup(pid) {
  try {
    if (process.platform === 'win32') execFileSync('taskkill', ['/pid', String(pid), '/t', '/f']);
    else process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}

function endAll() {
  for (const end of [...endings]) {
    try {
      end();
    } catch (error) {
      console.error(error);
    }
  }
}

process.on('exit', endAll);
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
]) {
  process.on(signal, () => process.exit(code));
}
process.on('uncaughtException', (error) => {
  console.error(error);
  process.exit(1);
});
process.on('unhandledRejection', (error) => {
  console.error(error);
  process.exit(1);
});
