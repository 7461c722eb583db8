import type { Node } from '@babel/types';
import type { Kind } from './kind';
import type { KindOf, KindSources } from './kindsOf';
import { bare, memberName } from './syntax';

/** Methods of lists whose callback gets an item first. */
const overItems = new Set([
  'every',
  'filter',
  'find',
  'findIndex',
  'findLast',
  'flatMap',
  'forEach',
  'map',
  'some',
]);
/** Those whose callback gets two items. */
const comparing = new Set(['sort', 'toSorted']);

/** What a parameter is: a handler's context, or what a list or a promise calls back with. */
export function parameterKind(
  of: Node,
  index: number,
  { handlers, parentOf }: Pick<KindSources, 'handlers' | 'parentOf'>,
  kindOf: KindOf,
): Kind | undefined {
  if (handlers.has(of)) return index === 0 ? { is: 'context' } : undefined;
  const call = parentOf(of);
  if (call?.type !== 'CallExpression' && call?.type !== 'OptionalCallExpression') return undefined;
  if (call.arguments[0] !== of) return undefined;
  const callee = bare(call.callee);
  if (callee.type !== 'MemberExpression' && callee.type !== 'OptionalMemberExpression') {
    return undefined;
  }
  const name = memberName(callee) ?? '';
  const object = kindOf(callee.object);
  if (object?.is === 'promise' && object.of === 'list' && name === 'then') {
    return index === 0 ? { is: 'listResult' } : undefined;
  }
  if (object?.is !== 'listKeys') return undefined;
  const isItem = (overItems.has(name) && index === 0) || (comparing.has(name) && index < 2);
  return isItem ? { is: 'listItem' } : undefined;
}
