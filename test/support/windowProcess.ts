import { createMembership } from '../../src/emulator/createMembership';
import type { MembershipState } from '../../src/emulator/createMembership';
import type { EmulatorChange } from '../../src/rpc/emulatorEvents';
import { errorToData, type ResultData } from '../../src/rpc/errorData';

/** What a test tells the process of a window. */
export type WindowOrder =
  | { readonly kind: 'join' }
  | { readonly kind: 'call'; readonly id: number; readonly name: string; readonly args: unknown[] }
  | { readonly kind: 'restart' }
  | { readonly kind: 'stop' };

/** What the process tells the test. */
export type WindowReport =
  | { readonly kind: 'state'; readonly state: MembershipState['kind']; readonly follows?: number }
  | { readonly kind: 'changes'; readonly changes: readonly EmulatorChange[] }
  | { readonly kind: 'result'; readonly id: number; readonly result: ResultData };

/** Entry of a process that takes part in the emulator as the extension host of a window does. */
function main(): void {
  const [workerFile = '', wasmFile = '', storageFolder = ''] = process.argv.slice(2);
  const report = (message: WindowReport): void => {
    if (process.connected) process.send?.(message);
  };
  const membership = createMembership({
    workerFile,
    wasmFile,
    storageFolder,
    prepare: (api) =>
      api.configure({ profile: 'documented', cacheMisses: false, fsync: 'everySecond' }),
    onState: (state) => {
      const follows = state.kind === 'ready' ? state.follows : undefined;
      report({ kind: 'state', state: state.kind, ...(follows === undefined ? {} : { follows }) });
    },
    onChanges: (changes) => {
      report({ kind: 'changes', changes });
    },
  });

  async function call(name: string, args: unknown[]): Promise<ResultData> {
    try {
      const api = await membership.api();
      const calls = api as unknown as Record<string, (...values: unknown[]) => Promise<unknown>>;
      return { ok: true, value: await calls[name]?.(...args) };
    } catch (error) {
      return errorToData(error);
    }
  }

  process.on('message', (order: WindowOrder) => {
    switch (order.kind) {
      case 'join':
        membership.api().catch(() => undefined);
        break;
      case 'call':
        void call(order.name, order.args).then((result) => {
          report({ kind: 'result', id: order.id, result });
        });
        break;
      case 'restart':
        membership.restart().catch(() => undefined);
        break;
      case 'stop':
        void membership.stop().then(() => process.disconnect());
        break;
      default:
        order satisfies never;
    }
  });
  // A test that ended early leaves no process behind.
  process.once('disconnect', () => process.exit(0));
}

main();
