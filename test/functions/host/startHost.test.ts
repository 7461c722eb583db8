import assert from 'node:assert/strict';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { defaultEdgeNodes } from '../../../src/edge/edgeNode';
import { startHost, type StartedHost } from '../../../src/functions/startHost';
import type { HostLogLine } from '../../../src/rpc/hostApi';
import { productFiles } from '../../support/productFiles';
import { useTempFolder } from '../../support/tempFolder';
import { platformLimits } from '../../../src/rpc/hostApi';

const hostFile = path.join(path.dirname(productFiles.worker), 'functionHost.js');

describe('startHost', function () {
  this.timeout(60_000);
  const folder = useTempFolder();

  function start(port: number, logs: HostLogLine[] = []): Promise<StartedHost> {
    return startHost({
      hostFile,
      start: {
        project: { id: 'file:///a', name: 'a' },
        folder: folder(),
        emulator: { storageFolder: path.join(folder(), 'none') },
        port,
        settings: {
          profile: 'documented',
          nodes: defaultEdgeNodes,
          defaultNode: 'singapore',
          timeoutMs: 5000,
          limits: platformLimits,
        },
      },
      events: {
        log: (line) => logs.push(line),
        routes: () => undefined,
        problems: () => undefined,
        requestEnded: () => undefined,
      },
    });
  }

  async function takePort(): Promise<{ port: number; server: net.Server }> {
    const server = net.createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { port: (server.address() as net.AddressInfo).port, server };
  }

  it('does not work in the folder of the project, which Windows would not let be renamed', async function () {
    if (process.platform === 'darwin') this.skip();
    const host = await start(0);
    try {
      if (process.platform === 'linux') {
        const workFolder = fs.readlinkSync(`/proc/${host.pid}/cwd`);
        assert.notEqual(workFolder, fs.realpathSync(folder()));
      } else {
        fs.renameSync(folder(), `${folder()}-renamed`);
        fs.renameSync(`${folder()}-renamed`, folder());
      }
    } finally {
      await host.stop();
    }
  });

  it('takes the next free port and says so; nothing is left after stop', async () => {
    fs.mkdirSync(path.join(folder(), 'functions'));
    fs.writeFileSync(
      path.join(folder(), 'functions', 'a.js'),
      'export const onRequest = async () => new Response(typeof my_kv);',
    );
    fs.writeFileSync(path.join(folder(), '.env'), 'A=1');
    const { port, server } = await takePort();
    const logs: HostLogLine[] = [];
    const host = await start(port, logs);
    assert(host.port > port);
    assert(logs.some(({ level, text }) => level === 'warn' && text.includes(`Port ${port}`)));
    // Without an emulator the functions run all the same.
    assert.equal(await (await fetch(`${host.url}/a`)).text(), 'undefined');
    // The project itself is served where it has no folder of pages; its secrets are not.
    for (const target of ['/.env', '/functions/a.js']) {
      assert.equal((await fetch(host.url + target)).status, 404);
    }
    await host.stop();
    assert.deepEqual(await host.exited, { code: 0, signal: null, expected: true });
    await assert.rejects(fetch(`${host.url}/a`));
    server.close();
  });

  it('calls no failure what is stopped with it after its answer', async () => {
    fs.mkdirSync(path.join(folder(), 'functions'));
    fs.writeFileSync(
      path.join(folder(), 'functions', 'lasting.js'),
      `export const onRequest = ({ waitUntil }) => {
        waitUntil(new Promise(() => {}));
        return new Response('answered');
      };`,
    );
    const { port, server } = await takePort();
    server.close();
    const logs: HostLogLine[] = [];
    const host = await start(port, logs);
    assert.equal(await (await fetch(`${host.url}/lasting`)).text(), 'answered');
    await host.stop();
    assert.deepEqual(
      logs.filter(({ level, text }) => level === 'error' && text.includes('lasting')),
      [],
    );
  });

  it('tells when the process dies', async () => {
    const { port, server } = await takePort();
    server.close();
    const host = await start(port);
    process.kill(host.pid, 'SIGKILL');
    // Windows knows no signals: whoever ends a process chooses its code.
    const killed =
      process.platform === 'win32' ? { code: 1, signal: null } : { code: null, signal: 'SIGKILL' };
    assert.deepEqual(await host.exited, { ...killed, expected: false });
    await assert.rejects(host.api.trace('x'), /has ended|has stopped/);
    await host.stop();
  });
});
