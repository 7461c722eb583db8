import type { Node } from '@babel/types';
import type { Edit, Finding } from '../finding';
import { isKvMethod } from '../kindsOf';
import type { ModuleCode } from '../readModule';
import { memberName, placeOf } from '../syntax';
import type { Variable } from '../variables';

type Member = Extract<Node, { type: 'MemberExpression' | 'OptionalMemberExpression' }>;

/** `context.env.my_kv`: variables of KV are globals, `env` holds texts only. [DOC, FIELD] */
export function kvInEnv(code: ModuleCode): readonly Finding[] {
  const bound = new Set(code.request.variables ?? []);
  return [
    ...code.nodes.flatMap((node) => fromMember(code, node, bound)),
    ...code.names.variables.flatMap((variable) => fromPattern(code, variable, bound)),
  ];
}

function fromMember(code: ModuleCode, node: Node, bound: ReadonlySet<string>): readonly Finding[] {
  if (node.type !== 'MemberExpression' && node.type !== 'OptionalMemberExpression') return [];
  const kind = code.kindOf(node);
  if (kind?.is !== 'envEntry') return [];
  const called = isCalledLikeKv(code, node) || isAliasCalled(code, node);
  if (!called && !bound.has(kind.name)) return [];
  if (isOneOfSeveral(code, node)) return [];
  const place = placeOf(node);
  const edits = toGlobal(code, node, kind.name);
  return [
    {
      code: 'kv-in-env',
      ...place,
      subject: kind.name,
      fixes: edits ? [{ name: 'useGlobal', edits }] : [],
    },
  ];
}

function toGlobal(code: ModuleCode, node: Member, name: string): readonly Edit[] | undefined {
  const declarator = code.parentOf(node);
  // `const my_kv = context.env.my_kv` hides the very global that is meant.
  if (
    declarator?.type === 'VariableDeclarator' &&
    declarator.id.type === 'Identifier' &&
    declarator.id.name === name
  ) {
    return declarationRemoval(code, declarator);
  }
  const hidden = code.names.variables.some((variable) => variable.name === name);
  return hidden ? undefined : [{ ...placeOf(node), text: name }];
}

/** `const {my_kv} = context.env` and the like. */
function fromPattern(
  code: ModuleCode,
  variable: Variable,
  bound: ReadonlySet<string>,
): readonly Finding[] {
  const [definition] = variable.definitions;
  const name = definition?.path.at(-1);
  if (!definition || variable.definitions.length > 1 || typeof name !== 'string') return [];
  if (code.takenApart(definition)?.is !== 'env') return [];
  if (definition.node.type !== 'ObjectProperty') return [];
  const called = variable.reads.some((one) => isCalledLikeKv(code, one));
  if (!called && !bound.has(name)) return [];
  if (definition.node.value.type === 'AssignmentPattern') return [];
  const edits = name === variable.name ? removal(code, definition.node) : undefined;
  return [
    {
      code: 'kv-in-env',
      ...placeOf(definition.node),
      subject: name,
      fixes: edits ? [{ name: 'useGlobal', edits }] : [],
    },
  ];
}

function isCalledLikeKv({ parentOf }: ModuleCode, node: Node): boolean {
  const member = parentOf(node);
  if (member?.type !== 'MemberExpression' && member?.type !== 'OptionalMemberExpression') {
    return false;
  }
  if (member.object !== node || !isKvMethod(memberName(member))) return false;
  const call = parentOf(member);
  return call?.type === 'CallExpression' || call?.type === 'OptionalCallExpression';
}

/** `const kv = context.env.my_kv`, and `kv.get(…)` later. */
function isAliasCalled(code: ModuleCode, node: Member): boolean {
  const declarator = code.parentOf(node);
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') {
    return false;
  }
  const { id } = declarator;
  return code.names.variables.some(
    ({ definitions, reads }) =>
      definitions.some((definition) => definition.node === id) &&
      reads.some((read) => isCalledLikeKv(code, read)),
  );
}

/** `globalThis.my_kv ?? env.my_kv`, `if (env.my_kv)`: made for other platforms too. */
function isOneOfSeveral({ parentOf }: ModuleCode, node: Member): boolean {
  const parent = parentOf(node);
  switch (parent?.type) {
    case 'LogicalExpression':
    case 'UnaryExpression':
    case 'ConditionalExpression':
    case 'IfStatement':
    case 'BinaryExpression':
      return true;
    case 'OptionalMemberExpression':
      return parent.object === node && parent.optional;
    default:
      return false;
  }
}

/** Takes a property out of its pattern; the whole declaration where nothing else is in it. */
function removal(code: ModuleCode, property: Node): readonly Edit[] | undefined {
  const pattern = code.parentOf(property);
  if (pattern?.type !== 'ObjectPattern') return undefined;
  const { properties } = pattern;
  const index = properties.findIndex((one) => one === property);
  const before = properties[index - 1];
  const after = properties[index + 1];
  if (after) return [{ start: placeOf(property).start, end: placeOf(after).start, text: '' }];
  if (before) return [{ start: placeOf(before).end, end: placeOf(property).end, text: '' }];
  const declarator = code.parentOf(pattern);
  return declarator?.type === 'VariableDeclarator'
    ? declarationRemoval(code, declarator)
    : undefined;
}

function declarationRemoval(code: ModuleCode, declarator: Node): readonly Edit[] | undefined {
  const declaration = code.parentOf(declarator);
  if (declaration?.type !== 'VariableDeclaration' || declaration.declarations.length > 1) {
    return undefined;
  }
  const { start, end } = placeOf(declaration);
  const space = /^[ \t]*\r?\n[ \t]*/.exec(code.text.slice(end))?.[0].length ?? 0;
  return [{ start, end: end + space, text: '' }];
}
