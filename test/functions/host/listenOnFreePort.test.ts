import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import { listenOnFreePort } from '../../../src/functions/host/listenOnFreePort';

const hasIpv6 = Object.values(os.networkInterfaces()).some((addresses) =>
  addresses?.some(({ address }) => address === '::1'),
);

describe('listenOnFreePort', () => {
  const open: net.Server[] = [];

  afterEach(async () => {
    await Promise.all(open.splice(0).map((server) => once(server.close(), 'close')));
  });

  async function taken(host: string): Promise<number> {
    const server = net.createServer((socket) => socket.destroy());
    open.push(server);
    await once(server.listen(0, host), 'listening');
    return (server.address() as net.AddressInfo).port;
  }

  async function listen(port: number): Promise<number> {
    const server = http.createServer();
    open.push(server);
    const chosen = await listenOnFreePort(server, port);
    const { address, port: actual } = server.address() as net.AddressInfo;
    assert.deepEqual([address, actual], ['127.0.0.1', chosen]);
    return chosen;
  }

  for (const host of ['127.0.0.1', '0.0.0.0', '::1']) {
    it(`leaves a port alone on which another program listens at ${host}`, async function () {
      if (host === '::1' && !hasIpv6) this.skip();
      const port = await taken(host);
      assert.ok((await listen(port)) > port);
    });
  }

  it('takes the port where nobody listens', async () => {
    const port = await listen(0);
    assert.ok(port > 0);
    const [server] = open.splice(0);
    assert.ok(server);
    await once(server.close(), 'close');
    assert.equal(await listen(port), port);
  });
});
