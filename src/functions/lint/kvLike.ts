import type { Identifier, Node } from '@babel/types';
import { variableProblem } from '../../kv/names';
import { isKvMethod } from './kindsOf';
import { bare, memberName } from './syntax';
import type { Names } from './variables';

type ParentOf = (node: Node) => Node | undefined;

/**
 * Globals that nobody else declares and that are called like a namespace, with those calls.
 *
 * Left out is what the code itself asks for before it uses it, and what it may have made.
 */
export function findKvLike(
  { globals, assigned }: Names,
  nodes: readonly Node[],
  parentOf: ParentOf,
): ReadonlyMap<string, readonly Identifier[]> {
  const found = new Map<string, readonly Identifier[]>();
  // A module that is imported for what it does may make globals.
  if (nodes.some((node) => node.type === 'ImportDeclaration' && isForEffect(node))) return found;
  const asked = new Set(nodes.flatMap(askedFor));
  for (const [name, reads] of globals) {
    if (assigned.has(name) || asked.has(name) || variableProblem(name) !== null) continue;
    const called = reads.filter((read) => isCalledLikeKv(read, parentOf));
    if (called.length > 0) found.set(name, called);
  }
  return found;
}

function isForEffect(node: Extract<Node, { type: 'ImportDeclaration' }>): boolean {
  return node.specifiers.length === 0 && node.importKind !== 'type';
}

/** `typeof NAME`, `globalThis.NAME`, `'NAME' in globalThis`: the code knows it may be missing. */
function askedFor(node: Node): readonly string[] {
  switch (node.type) {
    case 'UnaryExpression':
      return node.operator === 'typeof' && node.argument.type === 'Identifier'
        ? [node.argument.name]
        : [];
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return isGlobalObject(node.object) ? [memberName(node) ?? ''] : [];
    case 'BinaryExpression':
      return node.operator === 'in' && node.left.type === 'StringLiteral' ? [node.left.value] : [];
    default:
      return [];
  }
}

function isGlobalObject(node: Node): boolean {
  return node.type === 'Identifier' && (node.name === 'globalThis' || node.name === 'self');
}

function isCalledLikeKv(node: Node, parentOf: ParentOf): boolean {
  let object = node;
  let member = parentOf(object);
  // `(my_kv as KVNamespace).get(…)` and `my_kv!.get(…)` call it too.
  while (member && member !== bare(member) && bare(member) === node) {
    object = member;
    member = parentOf(object);
  }
  if (member?.type !== 'MemberExpression' && member?.type !== 'OptionalMemberExpression') {
    return false;
  }
  if (member.object !== object || !isKvMethod(memberName(member))) return false;
  const call = parentOf(member);
  return (
    (call?.type === 'CallExpression' || call?.type === 'OptionalCallExpression') &&
    call.callee === member
  );
}
