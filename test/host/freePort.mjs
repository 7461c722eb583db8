import net from 'node:net';

/**
 * @param {number} [preferred]
 * @returns {Promise<number>} a port of 127.0.0.1 that nobody uses at this moment
 */
export async function freePort(preferred) {
  if (preferred !== undefined) {
    const port = await tryPort(preferred).catch(() => undefined);
    if (port !== undefined) return port;
  }
  return tryPort(0);
}

function tryPort(wanted) {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.on('error', reject);
    server.listen(wanted, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
