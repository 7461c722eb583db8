import type { Node } from '@babel/types';
import type { Finding, Fix } from '../finding';
import { bare, placeOf } from '../syntax';
import type { ModuleCode } from '../readModule';
import { promiseUse, type PromiseUse } from './promiseUse';

/** A call of KV whose promise nobody waits for, or that is taken for its value. */
export function missingAwait(code: ModuleCode): readonly Finding[] {
  return code.kvCalls.flatMap(({ node, method }): readonly Finding[] => {
    const direct = promiseUse(code, node, node.type === 'OptionalCallExpression');
    const use = direct === 'kept' ? throughConstant(code, node) : { use: direct, at: node };
    if (use.use === 'kept') return [];
    const fixes = use.use === 'dropped' ? [...awaits(code, node), ...waits(code, node)] : [];
    return [
      {
        code: 'missing-await',
        ...placeOf(use.at),
        subject: method,
        fixes: use.use === 'dropped' ? fixes : awaits(code, node),
      },
    ];
  });
}

/** `const value = my_kv.get(…)`, and `value` later. */
function throughConstant(
  code: ModuleCode,
  call: Node,
): { readonly use: PromiseUse; readonly at: Node } {
  const kept = { use: 'kept', at: call } as const;
  let outer = call;
  let declarator = code.parentOf(outer);
  while (declarator && bare(declarator) !== declarator) {
    outer = declarator;
    declarator = code.parentOf(outer);
  }
  if (declarator?.type !== 'VariableDeclarator' || declarator.init !== outer) return kept;
  const { id } = declarator;
  const variable = code.names.variables.find(({ definitions }) =>
    definitions.some(({ node }) => node === id),
  );
  if (variable?.definitions.length !== 1 || call.type === 'OptionalCallExpression') return kept;
  const uses = variable.reads.map((read) => promiseUse(code, read));
  // Who awaits it somewhere knows that it is a promise.
  const isAwaited = variable.reads.some((read) => code.parentOf(read)?.type === 'AwaitExpression');
  return uses.includes('value') && !isAwaited ? { use: 'value', at: call } : kept;
}

/** `await` where it is allowed, and in a handler, which may be made async without harm. */
function awaits(code: ModuleCode, call: Node): readonly Fix[] {
  const around = code.functionAround(call);
  if (!around || !('async' in around)) return [];
  if (around.type === 'ArrowFunctionExpression' && code.parentOf(around) && !around.async) {
    if (!code.handlers.has(around)) return [];
  }
  if (!around.async && !code.handlers.has(around)) return [];
  const { start, end } = placeOf(call);
  const isStatement = code.parentOf(call)?.type === 'ExpressionStatement';
  const isWhole = isStatement || code.parentOf(call)?.type === 'VariableDeclarator';
  const edits = isWhole
    ? [{ start, end: start, text: 'await ' }]
    : [
        { start, end: start, text: '(await ' },
        { start: end, end, text: ')' },
      ];
  const beginsAsync = { start: placeOf(around).start, end: placeOf(around).start, text: 'async ' };
  return [{ name: 'addAwait', edits: around.async ? edits : [beginsAsync, ...edits] }];
}

/** `waitUntil` where the code has it: the response does not wait, and the write still ends. */
function waits(code: ModuleCode, call: Node): readonly Fix[] {
  const name = waitUntilName(code, call);
  if (!name || code.parentOf(call)?.type !== 'ExpressionStatement') return [];
  const { start, end } = placeOf(call);
  return [
    {
      name: 'useWaitUntil',
      edits: [
        { start, end: start, text: `${name}(` },
        { start: end, end, text: ')' },
      ],
    },
  ];
}

function waitUntilName(code: ModuleCode, call: Node): string | undefined {
  let around = code.functionAround(call);
  while (around && !code.handlers.has(around)) around = code.functionAround(around);
  if (!around || !('params' in around)) return undefined;
  const [context] = around.params;
  if (context?.type === 'Identifier') return `${context.name}.waitUntil`;
  if (context?.type !== 'ObjectPattern') return undefined;
  const taken = context.properties.some(
    (property) =>
      property.type === 'ObjectProperty' &&
      property.shorthand &&
      property.key.type === 'Identifier' &&
      property.key.name === 'waitUntil',
  );
  return taken ? 'waitUntil' : undefined;
}
