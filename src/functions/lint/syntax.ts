import type { Comment, Expression, Node } from '@babel/types';

/** Keys of a node that hold no part of the program's text. */
const notChildren: ReadonlySet<string> = new Set([
  'loc',
  'extra',
  'errors',
  'comments',
  'leadingComments',
  'innerComments',
  'trailingComments',
]);

/** Nodes of TypeScript that hold code; all others are types, which do nothing. */
const typescriptCode: ReadonlySet<string> = new Set([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
  'TSParameterProperty',
  'TSEnumDeclaration',
  'TSEnumBody',
  'TSEnumMember',
  'TSExportAssignment',
  'TSModuleDeclaration',
  'TSModuleBlock',
]);

/** The code directly below a node, types left out. */
export function childrenOf(node: Node): readonly Node[] {
  const children: Node[] = [];
  for (const [key, value] of Object.entries(node)) {
    if (notChildren.has(key) || typeof value !== 'object' || value === null) continue;
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child) && isCode(child)) children.push(child);
    }
  }
  return children;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

function isCode(node: Node): boolean {
  if ('declare' in node && node.declare === true) return false;
  return !node.type.startsWith('TS') || typescriptCode.has(node.type);
}

/** Every node below, the given one first, with the node above it. */
export function visit(node: Node, look: (node: Node, parent: Node | undefined) => void): void {
  const waiting: [Node, Node | undefined][] = [[node, undefined]];
  // No recursion: generated code may be nested deeper than the stack is.
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [current, parent] = next;
    look(current, parent);
    const children = childrenOf(current);
    for (let index = children.length - 1; index >= 0; index -= 1) {
      const child = children[index];
      if (child) waiting.push([child, current]);
    }
  }
}

/** Where a node begins and ends; every node that was read from a text has both. */
export function placeOf(node: Node | Comment): { readonly start: number; readonly end: number } {
  return { start: node.start ?? 0, end: node.end ?? 0 };
}

/** Whether a node stands around another, or is it. */
export function holds(outer: Node, inner: Node): boolean {
  return placeOf(outer).start <= placeOf(inner).start && placeOf(inner).end <= placeOf(outer).end;
}

export function isFunctionNode(node: Node): boolean {
  return (
    node.type === 'FunctionDeclaration' ||
    node.type === 'FunctionExpression' ||
    node.type === 'ArrowFunctionExpression' ||
    node.type === 'ObjectMethod' ||
    node.type === 'ClassMethod' ||
    node.type === 'ClassPrivateMethod'
  );
}

/** Without `as`, `satisfies`, `!`, parentheses, and the last of `(a, b)`. */
export function bare(node: Node): Node {
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TSInstantiationExpression':
    case 'ParenthesizedExpression':
      return bare(node.expression);
    case 'SequenceExpression': {
      const last: Expression | undefined = node.expressions.at(-1);
      return last ? bare(last) : node;
    }
    default:
      return node;
  }
}

/** The name that `a.name`, `a['name']` or `{name: …}` says; `undefined` where it is computed. */
export function memberName(node: Node): string | undefined {
  switch (node.type) {
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return nameIn(node.property, node.computed);
    case 'ObjectProperty':
    case 'ObjectMethod':
      return nameIn(node.key, node.computed);
    default:
      return undefined;
  }
}

function nameIn(key: Node, computed: boolean): string | undefined {
  if (key.type === 'StringLiteral') return key.value;
  return key.type === 'Identifier' && !computed ? key.name : undefined;
}
