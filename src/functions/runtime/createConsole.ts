import { Console } from 'node:console';
import inspector from 'node:inspector';
import { Writable } from 'node:stream';
import type { HostLogLine } from '../../rpc/hostApi';
import { callerPlace } from './callerPlace';
import { shownContext } from './makeContext';
import { scopeOfCode, type RequestScope } from './requestScope';

/** Console methods whose lines are no plain information. */
const levels: Readonly<Record<string, HostLogLine['level']>> = {
  debug: 'debug',
  warn: 'warn',
  error: 'error',
  assert: 'error',
  trace: 'error',
};

/**
 * `console` as in Node, with its lines going to the log. Counters, timers and groups are those of
 * one request, as all state is.
 *
 * @param log is told the place of the call in its bundle as well
 * @param isDebugged whether a debugger looks on: it gets the values too, and what it prints by
 *   itself, such as logpoints, comes this way
 */
export function createConsole(
  log: (line: HostLogLine, bundlePlace: string | undefined) => void,
  isDebugged: () => boolean,
): Console {
  const debugConsole = inspector.console as unknown as Readonly<Record<string, unknown>>;
  let level: HostLogLine['level'] = 'info';
  let place: string | undefined;
  const sink = new Writable({
    decodeStrings: false,
    write(text: string, _encoding, done) {
      log({ level, text: text.replace(/\n$/, '') }, place);
      done();
    },
  });
  const fresh = (): Console => new Console({ stdout: sink, stderr: sink, colorMode: false });
  const outside = fresh();
  const ofRequests = new WeakMap<RequestScope, Console>();

  function current(): Console {
    const scope = scopeOfCode();
    if (!scope) return outside;
    const known = ofRequests.get(scope) ?? fresh();
    ofRequests.set(scope, known);
    return known;
  }

  const entries = Object.entries(outside)
    .filter(([name]) => name !== 'Console')
    .map(([name, member]: [string, unknown]) => {
      if (typeof member !== 'function') return [name, member];
      const called = (...args: unknown[]): unknown => {
        level = levels[name] ?? 'info';
        place = callerPlace(called);
        const shown = isDebugged() ? debugConsole[name] : undefined;
        if (typeof shown === 'function') Reflect.apply(shown, debugConsole, args);
        const inner = current() as unknown as Record<string, (...all: unknown[]) => unknown>;
        return inner[name]?.(...args.map(shownContext));
      };
      return [name, called];
    });
  return Object.fromEntries(entries) as Console;
}
