import { Console } from 'node:console';
import inspector from 'node:inspector';
import { Writable } from 'node:stream';
import type { HostLogLine } from '../../rpc/hostApi';

/** Console methods whose lines are no plain information. */
const levels: Readonly<Record<string, HostLogLine['level']>> = {
  debug: 'debug',
  warn: 'warn',
  error: 'error',
  assert: 'error',
  trace: 'error',
};

/**
 * `console` as in Node, with its lines going to the log.
 *
 * @param isDebugged whether a debugger looks on: it gets the values too, and what it prints by
 *   itself, such as logpoints, comes this way
 */
export function createConsole(
  log: (line: HostLogLine) => void,
  isDebugged: () => boolean,
): Console {
  const debugConsole = inspector.console as unknown as Readonly<Record<string, unknown>>;
  let level: HostLogLine['level'] = 'info';
  const sink = new Writable({
    decodeStrings: false,
    write(text: string, _encoding, done) {
      log({ level, text: text.replace(/\n$/, '') });
      done();
    },
  });
  const inner = new Console({ stdout: sink, stderr: sink, colorMode: false });
  const methods = Object.entries(inner).filter(([name]) => name !== 'Console');
  const entries = methods.map(([name, method]: [string, unknown]) => {
    if (typeof method !== 'function') return [name, method];
    const called = (...args: unknown[]): unknown => {
      level = levels[name] ?? 'info';
      const shown = isDebugged() ? debugConsole[name] : undefined;
      if (typeof shown === 'function') Reflect.apply(shown, debugConsole, args);
      return Reflect.apply(method, inner, args) as unknown;
    };
    return [name, called];
  });
  return Object.fromEntries(entries) as Console;
}
