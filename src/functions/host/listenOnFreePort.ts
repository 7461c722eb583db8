import type { Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';

/** How many ports are tried in order before the system chooses one. */
const triesMax = 100;

/** An address of this machine answers sooner, or not at all. */
const answerMsMax = 200;

/** Listens on 127.0.0.1, on the first free port from the given one on. */
export async function listenOnFreePort(server: Server, port: number): Promise<number> {
  if (port === 0) return listenOnAnyPort(server);
  for (let tried = 0; tried < triesMax && port + tried <= 65_535; tried++) {
    if (await isTaken(port + tried)) continue;
    if (await listens(server, port + tried)) return port + tried;
  }
  return listenOnAnyPort(server);
}

async function listenOnAnyPort(server: Server): Promise<number> {
  await listens(server, 0);
  return (server.address() as AddressInfo).port;
}

/**
 * Whether somebody answers at a port of this machine.
 *
 * Windows and macOS let us listen on 127.0.0.1 beside a program that listens on all addresses, and
 * take its requests from it. On ::1 it would get ours: browsers ask there first for `localhost`.
 */
async function isTaken(port: number): Promise<boolean> {
  const answers = await Promise.all(['127.0.0.1', '::1'].map((host) => answersAt(host, port)));
  return answers.includes(true);
}

function answersAt(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const settle = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(answerMsMax, () => {
      settle(false);
    });
    socket.once('connect', () => {
      settle(true);
    });
    socket.once('error', () => {
      settle(false);
    });
  });
}

function listens(server: Server, port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException): void => {
      server.off('listening', listening);
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
      else reject(error);
    };
    const listening = (): void => {
      server.off('error', failed);
      resolve(true);
    };
    server.once('error', failed).once('listening', listening).listen(port, '127.0.0.1');
  });
}
