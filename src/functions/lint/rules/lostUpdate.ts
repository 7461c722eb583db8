import type { Node } from '@babel/types';
import type { Finding } from '../finding';
import type { KvCall, ModuleCode } from '../readModule';
import { bare, childrenOf, memberName, placeOf } from '../syntax';
import { constantText } from './constantText';
import { counterFixes } from './counter/counterFixes';

/** get, change, put on one key: of two requests at the same time one loses. [FIELD, TPL] */
export function lostUpdate(code: ModuleCode): readonly Finding[] {
  const gets = code.kvCalls.filter(({ method }) => method === 'get');
  return code.kvCalls.flatMap((put): readonly Finding[] => {
    const [key, value] = put.arguments;
    if (put.method !== 'put' || !key || !value) return [];
    const get = gets.find((one) => isSameKey(code, one, put) && comesBefore(code, one, put));
    if (!get || !dependsOn(code, value, get.node)) return [];
    return [
      {
        code: 'lost-update',
        ...placeOf(put.node),
        subject: constantText(key) ?? code.textOf(key),
        fixes: counterFixes(code, get, put),
      },
    ];
  });
}

function isSameKey(code: ModuleCode, get: KvCall, put: KvCall): boolean {
  const [one] = get.arguments;
  const [other] = put.arguments;
  if (!one || !other || get.variable !== put.variable) return false;
  const text = constantText(one);
  if (text !== undefined) return text === constantText(other);
  return code.textOf(one) === code.textOf(other) && sameNames(code, one, other);
}

/** Whether the names in two texts that look alike mean the same variables. */
function sameNames(code: ModuleCode, one: Node, other: Node): boolean {
  const a = bare(one);
  const b = bare(other);
  if (a.type === 'Identifier') {
    return code.names.variableOf.get(a) === code.names.variableOf.get(b);
  }
  const below = childrenOf(b);
  return childrenOf(a).every((child, index) => {
    const match = below[index];
    return match !== undefined && sameNames(code, child, match);
  });
}

function comesBefore(code: ModuleCode, get: KvCall, put: KvCall): boolean {
  if (placeOf(get.node).start >= placeOf(put.node).end) return false;
  const around = code.functionAround(get.node);
  let at = code.functionAround(put.node);
  while (at && at !== around) at = code.functionAround(at);
  return at === around;
}

/** Whether a value is made of what a call gave, through the variables in between. */
function dependsOn(code: ModuleCode, value: Node, call: Node): boolean {
  const seen = new Set<Node>();
  const waiting: Node[] = [value];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    if (node === call) return true;
    for (const { origin } of code.names.variableOf.get(node)?.definitions ?? []) {
      if (origin.kind === 'value' || origin.kind === 'element' || origin.kind === 'arithmetic') {
        waiting.push(origin.node);
      }
    }
    // What else a namespace gave, as the value of another key, is no change of this one.
    const isOther = code.kvCalls.some((one) => one.node === node);
    if (!isOther) waiting.push(...childrenOf(node).filter((child) => !isKey(node, child)));
  }
  return false;
}

/** The name of a property is no value. */
function isKey(parent: Node, child: Node): boolean {
  return (
    (parent.type === 'MemberExpression' && parent.property === child && !parent.computed) ||
    (parent.type === 'ObjectProperty' && parent.key === child && memberName(parent) !== undefined)
  );
}
