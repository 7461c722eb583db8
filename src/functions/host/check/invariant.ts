import * as l10n from '@vscode/l10n';
import { createContext, Script, type Context } from 'node:vm';
import { compareUtf8 } from '../../../kv/compareUtf8';
import { limits } from '../../../kv/limits';
import type { CentralStore } from '../../../edge/centralStore';
import type { Lane } from './lane';
import type { RawRun } from './runSchedule';

/** A condition in JavaScript, and the namespaces that it may look at. */
export interface Invariant {
  readonly script: Script;
  readonly namespaces: readonly { readonly variable: string; readonly namespaceId: string }[];
}

const timeoutMs = 1000;

/**
 * Where conditions are evaluated, one after the other. It stays, since V8 crashes where a debugger
 * asks something of a context that has just been collected. [observed with Node 24]
 */
const globals: Record<string, unknown> = {};
let realm: Context | undefined;

/** @throws Error with a sentence where the text is no expression */
export function compileInvariant(text: string, namespaces: Invariant['namespaces']): Invariant {
  try {
    return { script: new Script(`(${text}\n)`, { filename: 'invariant' }), namespaces };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(l10n.t('The invariant is no JavaScript expression: {0}', reason));
  }
}

/**
 * Evaluates a condition on what a run has left. It finds `final` (values by key, of all
 * namespaces), each namespace's own values under its variable, `responses` and `N`.
 *
 * @returns `undefined` where it holds, else why not, as far as it threw
 */
export function brokenInvariant(
  { script, namespaces }: Invariant,
  { lanes, world }: RawRun,
): { readonly reason?: string } | undefined {
  const values = namespaces.map(({ variable, namespaceId }) => ({
    variable,
    values: valuesOf(world.central, namespaceId),
  }));
  realm ??= createContext(globals, { codeGeneration: { strings: false, wasm: false } });
  for (const name of Object.keys(globals)) Reflect.deleteProperty(globals, name);
  Object.assign(globals, {
    ...Object.fromEntries(values.map((one) => [one.variable, one.values])),
    final: Object.assign({}, ...values.map((one) => one.values).reverse()) as object,
    responses: lanes.map(responseOf),
    N: lanes.length,
  });
  try {
    return script.runInContext(realm, { timeout: timeoutMs }) ? undefined : {};
  } catch (error) {
    return { reason: (error as Error | undefined)?.message ?? String(error) };
  }
}

/** JSON as what it says, everything else as text. */
function valuesOf(central: CentralStore, namespaceId: string): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  let after: string | null = null;
  for (;;) {
    const page = central.list(namespaceId, { prefix: '', limit: limits.listKeysMax, after });
    for (const key of [...page.keys].sort(compareUtf8)) {
      values[key] = valueOf(new TextDecoder().decode(central.get(namespaceId, key)?.value));
    }
    after = page.keys.at(-1) ?? null;
    if (page.complete || after === null) return values;
  }
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function responseOf({ head, body, failure }: Lane) {
  return {
    status: failure ? 545 : (head?.status ?? 0),
    headers: Object.fromEntries(head?.headers ?? []),
    body: Buffer.concat(body).toString(),
  };
}
