import { createSeededRandom } from '../../seededRandom';
import type { CheckMoment } from '../../runtimeProtocol';
import { createVirtualTimers } from './virtualTimers';

/** The realm's time, chance and waiting, all of which repeat. */
export interface CheckWorld {
  begin(moment: CheckMoment): void;
  /** The host's time has gone on. */
  setNow(nowMs: number): void;
  /** Whether code waits for a computation of another thread, which ends by itself. */
  isBusy(): boolean;
  /** Lets the next timer be due. @returns false where there is none */
  fireTimer(): boolean;
}

const noFetch =
  'fetch is not there in a check: it would ask the network once for each order that is tried.';

/** Puts time and chance that a seed decides in the place of the real ones, for good. */
export function installCheckWorld(): CheckWorld {
  let nowMs = 0;
  let random = createSeededRandom(0);
  let pending = 0;
  const timers = createVirtualTimers();
  const now = (): number => nowMs + timers.passedMs;
  const RealDate = Date;

  const date = new Proxy(RealDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as object,
    apply: () => new RealDate(now()).toString(),
  });
  define(RealDate, 'now', now);
  define(globalThis, 'Date', date);
  define(globalThis, 'performance', Object.freeze({ now, timeOrigin: 0 }));
  define(globalThis, 'fetch', () => Promise.reject(new TypeError(noFetch)));
  define(Math, 'random', () => random());
  for (const [name, value] of Object.entries(timers.globals)) define(globalThis, name, value);

  const bytes = (length: number): Uint8Array =>
    Uint8Array.from({ length }, () => Math.floor(random() * 256));
  define(Crypto.prototype, 'getRandomValues', (view: ArrayBufferView) => {
    const { buffer, byteOffset, byteLength } = view;
    new Uint8Array(buffer, byteOffset, byteLength).set(bytes(byteLength));
    return view;
  });
  define(Crypto.prototype, 'randomUUID', () => uuidOf(bytes(16)));
  for (const name of Object.getOwnPropertyNames(SubtleCrypto.prototype)) {
    const real: unknown = Reflect.get(SubtleCrypto.prototype, name);
    if (name === 'constructor' || typeof real !== 'function') continue;
    define(SubtleCrypto.prototype, name, function (this: unknown, ...args: unknown[]) {
      pending += 1;
      const work = Promise.resolve(Reflect.apply(real, this, args));
      return work.finally(() => {
        pending -= 1;
      });
    });
  }

  return {
    begin(moment) {
      timers.reset();
      ({ nowMs } = moment);
      random = createSeededRandom(moment.seed);
    },
    setNow(ms) {
      nowMs = ms;
    },
    isBusy: () => pending > 0,
    fireTimer: () => timers.fireNext(),
  };
}

function define(owner: object, name: string, value: unknown): void {
  Object.defineProperty(owner, name, { value, writable: true, configurable: true });
}

/** Version 4, as `crypto.randomUUID` gives it. */
function uuidOf(bytes: Uint8Array): string {
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Buffer.from(bytes).toString('hex');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)];
  return [...parts, hex.slice(20)].join('-');
}
