import { parentPort, workerData } from 'node:worker_threads';
import { createEmulatorLink } from '../../rpc/createEmulatorLink';
import { createWakefulness } from '../../rpc/stayAwake';
import { createOperationLog } from '../operationMemory';
import { unpackRequest } from '../requestMessage';
import type { FromRuntime, RuntimeRequest, RuntimeStart, ToRuntime } from '../runtimeProtocol';
import { takeRejected, takeThrown } from './callUncaught';
import { createChecking } from './check/createChecking';
import { createConsole } from './createConsole';
import { createOutbox } from './createOutbox';
import { createRealmGuard } from './createRealmGuard';
import { describeFailure } from './describeFailure';
import { installGlobals } from './installGlobals';
import { createCpuClock } from './cpuClock';
import { serveRequest, type ServedRequest } from './serveRequest';
import { createThreadClock } from './threadClock';

/** Longer than a write mostly takes. */
const awakeMs = 0.3;

/** Another window leads within two seconds; a function must not wait for long where none does. */
const leaderWaitMs = 6000;

/** Entry of a worker thread, whose realm is the edge runtime. It serves one request at a time. */
function main(): void {
  if (!parentPort) throw new Error('The function runtime is started as a worker thread.');
  const port = parentPort;
  const start = workerData as RuntimeStart;
  const outbox = createOutbox(port);
  const operations = createOperationLog(start.operations, (batch) => {
    outbox.sendBefore({ kind: 'operations', ...batch });
  });
  const post = (message: FromRuntime): void => {
    outbox.add(message);
    // Whoever hears of the response or of the end knows what was done until then.
    operations.flush();
    outbox.flush();
  };
  const uncaught = (error: unknown): void => {
    post({ kind: 'uncaught', failure: describeFailure(error) });
  };
  process.on('uncaughtException', (error) => {
    if (!takeThrown(error)) uncaught(error);
  });
  process.on('unhandledRejection', (error, promise) => {
    if (!takeRejected(error, promise)) uncaught(error);
  });
  let isDebugged = false;
  const clock = start.clock && createThreadClock(start.clock);
  installGlobals(
    createConsole(
      (line, bundlePlace) => {
        post({ kind: 'log', line, ...(bundlePlace === undefined ? {} : { bundlePlace }) });
      },
      () => isDebugged,
    ),
    clock,
  );
  const check = start.check ? createChecking(post) : undefined;
  const cpu = createCpuClock(start.operations);
  const link =
    check?.calls ??
    Object.assign(createEmulatorLink(start.emulator, leaderWaitMs), {
      awake: createWakefulness(awakeMs, cpu.idle),
    });
  const services = { link, projectId: start.projectId, operations };
  const guard = createRealmGuard();
  let serving: ServedRequest | undefined;

  async function run(request: RuntimeRequest): Promise<void> {
    isDebugged = request.debugged ?? false;
    check?.begin(request);
    const cpuBeforeMs = cpu.ms();
    const served = serveRequest(request, services, post);
    serving = served;
    await served.ended;
    serving = undefined;
    check?.calls.end();
    // What the request left in the queue of microtasks runs before the next one comes.
    setImmediate(() => {
      const cpuMs = cpu.ms() - cpuBeforeMs;
      const reusable = guard.restore(String(request.bundle.id));
      post({ kind: 'idle', reusable, cpuMs });
    });
  }

  port.on('message', (message: ToRuntime) => {
    switch (message.kind) {
      case 'run':
        void run(unpackRequest(message));
        break;
      case 'bodyChunk':
        serving?.body.push(message.bytes);
        break;
      case 'bodyEnded':
        serving?.body.end();
        break;
      case 'bodyFailed':
        serving?.body.fail(message.message);
        break;
      case 'abort':
        serving?.abort();
        break;
      case 'more':
        serving?.more();
        break;
      case 'clock':
        clock?.set(message.clock);
        break;
      case 'made':
        check?.calls.made(message.answer);
        break;
      case 'ping':
        post({ kind: 'pong' });
        break;
      default:
        message satisfies never;
    }
  });
  // The first KV call need not wait for a connection; a failure is told to the call that meets it.
  if ('connect' in link) link.connect().catch(() => undefined);
  post({ kind: 'ready' });
}

main();
