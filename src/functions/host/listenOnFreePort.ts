import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How many ports are tried in order before the system chooses one. */
const triesMax = 100;

/** Listens on 127.0.0.1, on the first free port from the given one on. */
export async function listenOnFreePort(server: Server, port: number): Promise<number> {
  for (let tried = 0; tried < triesMax && port + tried <= 65_535; tried++) {
    if (await listens(server, port + tried)) return port + tried;
  }
  await listens(server, 0);
  return (server.address() as AddressInfo).port;
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
