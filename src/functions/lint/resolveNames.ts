import type { Identifier, Node, Program } from '@babel/types';
import { patternNames } from './patternNames';
import { childrenOf, isFunctionNode } from './syntax';
import {
  declareName,
  findVariable,
  functionScope,
  scopeBelow,
  type Names,
  type Origin,
  type Scope,
  type Variable,
} from './variables';

interface Work {
  readonly node: Node;
  readonly parent: Node | undefined;
  readonly scope: Scope;
}

const opensBlock: ReadonlySet<string> = new Set([
  'BlockStatement',
  'CatchClause',
  'ClassExpression',
  'ForInStatement',
  'ForOfStatement',
  'ForStatement',
  'StaticBlock',
  'SwitchStatement',
  'TSModuleBlock',
]);

/**
 * Finds which declaration each name of a module means.
 *
 * What TypeScript only declares (`declare const my_kv: KVNamespace`) is a global.
 */
export function resolveNames(program: Program): Names {
  const reads: { readonly identifier: Identifier; readonly scope: Scope }[] = [];
  const writes: { readonly pattern: Node; readonly origin: Origin; readonly scope: Scope }[] = [];
  const scopes: Scope[] = [scopeBelow(undefined, true)];
  const [top] = scopes as [Scope];
  const waiting: Work[] = [{ node: program, parent: undefined, scope: top }];

  for (let work = waiting.pop(); work; work = waiting.pop()) {
    const { node, parent } = work;
    const scope = scopeOf(work);
    if (scope !== work.scope) scopes.push(scope);
    declare(node, parent, scope, work.scope);
    if (node.type === 'AssignmentExpression') {
      writes.push({ pattern: node.left, origin: assignedOrigin(node), scope });
    } else if (node.type === 'UpdateExpression') {
      writes.push({ pattern: node.argument, origin: { kind: 'arithmetic', node }, scope });
    } else if (isLoopOver(node) && node.left.type !== 'VariableDeclaration') {
      writes.push({ pattern: node.left, origin: loopOrigin(node), scope });
    }
    if (node.type === 'Identifier' && isRead(node, parent)) reads.push({ identifier: node, scope });
    for (const child of childrenOf(node)) waiting.push({ node: child, parent: node, scope });
  }

  const assigned = new Set<string>();
  for (const { pattern, origin, scope } of writes) {
    for (const { identifier, path, node } of patternNames(pattern)) {
      const variable = findVariable(scope, identifier.name);
      if (!variable) assigned.add(identifier.name);
      else addDefinition(variable, path ? origin : { kind: 'unknown' }, path ?? [], node);
    }
  }
  const variableOf = new Map<Node, Variable>();
  const globals = new Map<string, Identifier[]>();
  for (const { identifier, scope } of reads) {
    const variable = findVariable(scope, identifier.name);
    if (variable) {
      variableOf.set(identifier, variable);
      variable.reads.push(identifier);
    } else {
      globals.set(identifier.name, [...(globals.get(identifier.name) ?? []), identifier]);
    }
  }
  const variables = scopes.flatMap((scope) => [...scope.names.values()]);
  return { variables, variableOf, globals, assigned };
}

function scopeOf({ node, parent, scope }: Work): Scope {
  if (isFunctionNode(node)) return scopeBelow(scope, true);
  // The block of a function declares where its parameters do.
  const isBody = node.type === 'BlockStatement' && parent && isFunctionNode(parent);
  return opensBlock.has(node.type) && !isBody ? scopeBelow(scope, false) : scope;
}

function declare(node: Node, parent: Node | undefined, scope: Scope, outer: Scope): void {
  const add = (pattern: Node | null | undefined, origin: Origin, where = scope): void => {
    for (const { identifier, path, node: place } of patternNames(pattern)) {
      const variable = declareName(where, identifier.name);
      addDefinition(variable, path ? origin : { kind: 'unknown' }, path ?? [], place);
    }
  };
  if (isFunctionNode(node) && 'params' in node) {
    node.params.forEach((parameter, index) => {
      add(parameter, { kind: 'parameter', of: node, index });
    });
  }
  switch (node.type) {
    case 'FunctionDeclaration':
      add(node.id, { kind: 'value', node }, outer);
      return;
    case 'FunctionExpression':
      add(node.id, { kind: 'value', node });
      return;
    case 'ClassDeclaration':
    case 'ClassExpression':
      add(node.id, { kind: 'unknown' });
      return;
    case 'TSEnumDeclaration':
    case 'TSModuleDeclaration':
      add(node.id, { kind: 'unknown' });
      return;
    case 'CatchClause':
      add(node.param, { kind: 'unknown' });
      return;
    case 'ImportDeclaration':
      for (const { local } of node.specifiers) add(local, { kind: 'unknown' });
      return;
    case 'VariableDeclaration': {
      const where = node.kind === 'var' ? functionScope(scope) : scope;
      for (const { id, init } of node.declarations) {
        if (init) add(id, { kind: 'value', node: init }, where);
        else if (parent && isLoopOver(parent)) add(id, loopOrigin(parent), where);
        else for (const { identifier } of patternNames(id)) declareName(where, identifier.name);
      }
      return;
    }
    default:
  }
}

function addDefinition(
  { definitions }: Variable,
  origin: Origin,
  path: Variable['definitions'][number]['path'],
  node: Node,
): void {
  definitions.push({ origin, path, node });
}

type LoopOver = Extract<Node, { type: 'ForOfStatement' | 'ForInStatement' }>;

function isLoopOver(node: Node): node is LoopOver {
  return node.type === 'ForOfStatement' || node.type === 'ForInStatement';
}

function loopOrigin(loop: LoopOver): Origin {
  return loop.type === 'ForOfStatement'
    ? { kind: 'element', node: loop.right }
    : { kind: 'unknown' };
}

function assignedOrigin(node: Extract<Node, { type: 'AssignmentExpression' }>): Origin {
  if (node.operator === '=') return { kind: 'value', node: node.right };
  if (/^(\+|-|\*|\/|%|\*\*)=$/.test(node.operator)) return { kind: 'arithmetic', node };
  return { kind: 'unknown' };
}

/** Whether an identifier stands where a value is read, not where something is named. */
function isRead(node: Identifier, parent: Node | undefined): boolean {
  switch (parent?.type) {
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return parent.object === node || parent.computed;
    case 'ObjectProperty':
      return parent.value === node || parent.computed;
    case 'ObjectMethod':
    case 'ClassMethod':
    case 'ClassProperty':
    case 'ClassAccessorProperty':
      return parent.computed || ('value' in parent && parent.value === node);
    case 'VariableDeclarator':
      return parent.init === node;
    case 'AssignmentPattern':
      return parent.right === node;
    case 'AssignmentExpression':
      return parent.left !== node || parent.operator !== '=';
    case 'ExportSpecifier':
      return parent.local === node;
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return 'body' in parent && parent.body === node;
    case 'ClassDeclaration':
    case 'ClassExpression':
      return parent.superClass === node;
    case 'ArrayPattern':
    case 'RestElement':
    case 'CatchClause':
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'ImportSpecifier':
    case 'ImportDefaultSpecifier':
    case 'ImportNamespaceSpecifier':
    case 'ImportAttribute':
    case 'ExportNamespaceSpecifier':
    case 'ExportDefaultSpecifier':
    case 'MetaProperty':
    case 'TSEnumMember':
    case 'TSEnumDeclaration':
    case 'TSModuleDeclaration':
    case 'TSParameterProperty':
      return false;
    default:
      return true;
  }
}
