import { connect } from 'node:net';
import { systemCode } from '../store/storeError';

/** What tells that nobody listens there, and that nobody can. */
const clearNo: ReadonlySet<string | undefined> = new Set([
  'ECONNREFUSED',
  'ENOENT',
  'ENOTDIR',
  'ENOTSOCK',
  'ENAMETOOLONG',
  'EINVAL',
]);

const answerMsMax = 5000;

/** Whether anybody listens on a local socket; only a clear no counts as one. */
export function listens(socketPath: string): Promise<boolean> {
  // Windows opens plain files under this name too, and then says all kinds of things.
  const canListen = process.platform !== 'win32' || socketPath.startsWith('\\\\.\\pipe\\');
  if (!canListen) return Promise.resolve(false);
  return new Promise((resolve) => {
    const socket = connect({ path: socketPath });
    const settle = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(answerMsMax, () => {
      settle(true);
    });
    socket.once('connect', () => {
      settle(true);
    });
    socket.once('error', (error) => {
      settle(!clearNo.has(systemCode(error)));
    });
  });
}
