import { compileFunction, Script } from 'node:vm';
import { exportsVariable } from '../bundle/bundle';
import { bundleUrl } from '../bundle/sourcePositions';
import type { RuntimeRequest } from '../runtimeProtocol';

export type Handler = (context: unknown) => unknown;
type Evaluate = () => unknown;

const compiled = new Map<string, { readonly id: number; readonly evaluate: Evaluate }>();

/**
 * Runs the module of a request, so that its variables are those of this request alone.
 *
 * @throws whatever the module throws, or TypeError where it has no such function
 */
export function loadHandler(request: RuntimeRequest): Handler {
  const module = evaluateOf(request)();
  const handler = exportOf(module, request.exportName);
  if (typeof handler === 'function') return handler as Handler;
  throw new TypeError(`The export "${request.exportName}" is not a function`);
}

function evaluateOf({ bundle, debugged }: RuntimeRequest): Evaluate {
  const known = compiled.get(bundle.file);
  if (known?.id === bundle.id) return known.evaluate;
  const code = `${bundle.code ?? ''}\nreturn ${exportsVariable};`;
  const filename = bundleUrl(bundle.id);
  const evaluate = debugged
    ? evaluateScript(code, filename)
    : (compileFunction(code, [], { filename }) as Evaluate);
  compiled.set(bundle.file, { id: bundle.id, evaluate });
  return evaluate;
}

/**
 * V8 lets a debugger set its breakpoints before a script runs, but not before a function that was
 * compiled alone. What stands before the code is in its first line, which is the bundler's.
 */
function evaluateScript(code: string, filename: string): Evaluate {
  const begin = '(function () {';
  const script = new Script(`${begin}${code}\n})`, { filename, columnOffset: -begin.length });
  return script.runInThisContext() as Evaluate;
}

function exportOf(module: unknown, name: string): unknown {
  // `module.exports = function …` is the default export.
  if (name === 'default' && typeof module === 'function') return module;
  return (module as Readonly<Record<string, unknown>> | null | undefined)?.[name];
}
