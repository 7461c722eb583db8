import type { Expression, Node, Program, Statement, VariableDeclaration } from '@babel/types';
import { patternNames } from '../lint/patternNames';

/** Whether an expression is a function as it stands. */
export function isFunction(node: Node): boolean {
  return node.type === 'ArrowFunctionExpression' || node.type === 'FunctionExpression';
}

/** Whether an expression can be a handler: a function, a name, a call that makes one. */
export function mayBeFunction(node: Expression | null | undefined): boolean {
  if (!node) return false;
  const inner = unwrapped(node);
  return (
    isFunction(inner) ||
    inner.type === 'Identifier' ||
    inner.type === 'CallExpression' ||
    inner.type === 'MemberExpression' ||
    inner.type === 'ConditionalExpression' ||
    inner.type === 'LogicalExpression'
  );
}

/** Without `as`, `satisfies` and parentheses. */
export function unwrapped(node: Expression): Expression {
  return node.type === 'TSAsExpression' ||
    node.type === 'TSSatisfiesExpression' ||
    node.type === 'TSNonNullExpression' ||
    node.type === 'TSTypeAssertion' ||
    node.type === 'ParenthesizedExpression'
    ? unwrapped(node.expression)
    : node;
}

/** Names that stand for a function in the module: declared as one, or imported. */
export function functionNames(program: Program): ReadonlySet<string> {
  return new Set(program.body.flatMap(namesIn));
}

function namesIn(statement: Statement): string[] {
  if (statement.type === 'FunctionDeclaration') return statement.id ? [statement.id.name] : [];
  if (statement.type === 'VariableDeclaration') {
    return declaredFunctions(statement).map(({ name }) => name);
  }
  if (statement.type === 'ImportDeclaration') {
    return statement.specifiers.map(({ local }) => local.name);
  }
  const exported = statement.type === 'ExportNamedDeclaration' ? statement.declaration : undefined;
  return exported ? namesIn(exported) : [];
}

/** The names of a declaration that may stand for functions, those of patterns too. */
export function declaredFunctions(
  declaration: VariableDeclaration,
): readonly { readonly name: string; readonly line: number }[] {
  return declaration.declarations.flatMap(({ id, init, loc }) => {
    if (id.type === 'Identifier') {
      return mayBeFunction(init) ? [{ name: id.name, line: loc?.start.line ?? 1 }] : [];
    }
    return patternNames(id)
      .filter(({ node }) => node.type !== 'RestElement')
      .map(({ identifier: { name, loc: own } }) => ({ name, line: own?.start.line ?? 1 }));
  });
}
