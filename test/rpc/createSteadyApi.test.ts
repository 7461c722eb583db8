import assert from 'node:assert/strict';
import { createSteadyApi } from '../../src/rpc/createSteadyApi';
import type { EmulatorApi } from '../../src/rpc/emulatorApi';
import type { EmulatorConnection } from '../../src/rpc/emulatorConnection';
import { EmulatorError, type EmulatorErrorCode } from '../../src/rpc/emulatorError';

const put = { account: '', namespace: '', key: 'k', value: new Uint8Array() };

interface Leader extends EmulatorConnection {
  /** Names of the calls that reached it. */
  readonly reached: string[];
  end(): void;
}

/** A leader that answers each call with its name, or loses the call with an error. */
function createLeader(name: string, loses?: EmulatorErrorCode): Leader {
  let isOpen = true;
  let close: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => {
    close = resolve;
  });
  const end = (): void => {
    isOpen = false;
    close();
  };
  const reached: string[] = [];
  const api = new Proxy({} as EmulatorApi, {
    get: (_target, call) => () => {
      reached.push(String(call));
      if (!loses) return Promise.resolve(name);
      end();
      return Promise.reject(new EmulatorError(loses, loses));
    },
  });
  return {
    reached,
    api,
    closed,
    end,
    dispose: end,
    get isOpen() {
      return isOpen;
    },
  };
}

/** Leads one after the other. */
function inTurn(...leaders: readonly Leader[]): EmulatorApi {
  const coming = [...leaders];
  let current: EmulatorConnection | undefined;
  return createSteadyApi({
    get current() {
      return current;
    },
    next() {
      current = coming.shift();
      if (!current) return Promise.reject(new EmulatorError('CONNECTION_LOST', 'nobody leads'));
      return Promise.resolve(current);
    },
  });
}

const fails = (code: EmulatorErrorCode) => (error: unknown) =>
  error instanceof EmulatorError && error.code === code;

describe('an API that outlives its connections', () => {
  it('stays with a leader as long as it leads', async () => {
    const [one, two] = [createLeader('one'), createLeader('two')];
    const api = inTurn(one, two);
    assert.equal(await api.listAccounts(), 'one');
    assert.equal(await api.putRecord(put), 'one');
    one.end();
    assert.equal(await api.putRecord(put), 'two');
    assert.deepEqual(one.reached, ['listAccounts', 'putRecord']);
  });

  it('reads once more where the answer was lost, and no more than that', async () => {
    const lost = createLeader('one', 'CONNECTION_LOST');
    assert.equal(await inTurn(lost, createLeader('two')).getRecord(put), 'two');
    const again = [1, 2].map(() => createLeader('', 'CONNECTION_LOST'));
    await assert.rejects(
      inTurn(...again, createLeader('three')).getRecord(put),
      fails('CONNECTION_LOST'),
    );
  });

  it('never repeats a write whose answer was lost', async () => {
    const writes = [
      (api: EmulatorApi) => api.putRecord(put),
      (api: EmulatorApi) => api.deleteRecord(put),
      (api: EmulatorApi) => api.createAccount({ name: 'a' }),
      (api: EmulatorApi) => api.edgePut({ namespaceId: '', node: '' }, 'k' as never, put.value),
      (api: EmulatorApi) => api.edgeDelete({ namespaceId: '', node: '' }, 'k'),
      (api: EmulatorApi) => api.advanceClock({ ms: 1 }),
    ];
    for (const write of writes) {
      const [one, two] = [createLeader('one', 'CONNECTION_LOST'), createLeader('two')];
      await assert.rejects(write(inTurn(one, two)), fails('WRITE_UNCERTAIN'));
      assert.deepEqual(two.reached, []);
    }
  });

  it('takes a write that was refused to the next leader', async () => {
    const refusing = createLeader('one', 'NOT_LEADING');
    assert.equal(await inTurn(refusing, createLeader('two')).putRecord(put), 'two');
  });

  it('passes on what the emulator itself refuses', async () => {
    const full = createLeader('one', 'ACCOUNT_EXISTS');
    await assert.rejects(inTurn(full).createAccount({ name: 'a' }), fails('ACCOUNT_EXISTS'));
  });

  it('rejects where nobody leads any more', async () => {
    await assert.rejects(inTurn().listAccounts(), fails('CONNECTION_LOST'));
  });
});
