import type { Expression, Node, Program } from '@babel/types';
import { methodOfExport } from '../scan/handlerName';
import { bare, isFunctionNode, memberName } from './syntax';
import type { LintRequest } from './finding';

/** The functions of a module that the runtime calls with a context. */
export function handlerNodes(program: Program, role: LintRequest['role']): ReadonlySet<Node> {
  if (role === 'module') return new Set();
  const isHandler = (name: string): boolean =>
    role === 'function'
      ? name === 'default' || methodOfExport(name) !== undefined
      : name === 'middleware' || name === 'proxy' || name === 'default';
  const locals = localFunctions(program);
  const found = new Set<Node>();
  const add = (name: string, value: Node | null | undefined): void => {
    if (!value || !isHandler(name)) return;
    const inner = bare(value);
    if (isFunctionNode(inner)) found.add(inner);
    const local = inner.type === 'Identifier' ? locals.get(inner.name) : undefined;
    if (local) found.add(local);
  };
  for (const statement of program.body) {
    switch (statement.type) {
      case 'ExportDefaultDeclaration':
        add('default', statement.declaration);
        break;
      case 'ExportNamedDeclaration':
        for (const [name, value] of declared(statement.declaration)) add(name, value);
        for (const specifier of statement.source ? [] : statement.specifiers) {
          if (specifier.type !== 'ExportSpecifier') continue;
          const { exported, local } = specifier;
          add(exported.type === 'Identifier' ? exported.name : exported.value, local);
        }
        break;
      case 'ExpressionStatement':
        for (const [name, value] of commonJs(statement.expression)) add(name, value);
        break;
      default:
    }
  }
  return found;
}

function localFunctions(program: Program): ReadonlyMap<string, Node> {
  return new Map(
    program.body.flatMap((statement) =>
      declared(statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement),
    ),
  );
}

function declared(node: Node | null | undefined): readonly (readonly [string, Node])[] {
  if (node?.type === 'FunctionDeclaration') return node.id ? [[node.id.name, node]] : [];
  if (node?.type !== 'VariableDeclaration') return [];
  return node.declarations.flatMap(({ id, init }) => {
    const value = init ? bare(init) : undefined;
    return id.type === 'Identifier' && value && isFunctionNode(value)
      ? [[id.name, value] as const]
      : [];
  });
}

/** `exports.onRequest = …`, `module.exports = {onRequest() {}}` and `module.exports = …`. */
function commonJs(expression: Expression): readonly (readonly [string, Node])[] {
  if (expression.type !== 'AssignmentExpression') return [];
  const { left, right } = expression;
  if (left.type !== 'MemberExpression') return [];
  const name = memberName(left);
  const { object } = left;
  const isModule = object.type === 'Identifier' && object.name === 'module' && name === 'exports';
  if (!isModule) {
    const owner = object.type === 'MemberExpression' ? memberName(object) : undefined;
    const isExports = object.type === 'Identifier' && object.name === 'exports';
    return name !== undefined && (isExports || owner === 'exports') ? [[name, right]] : [];
  }
  const whole = bare(right);
  if (whole.type !== 'ObjectExpression') return [['default', whole]];
  return whole.properties.flatMap((property) => {
    const key = memberName(property);
    if (key === undefined) return [];
    const value = property.type === 'ObjectProperty' ? property.value : property;
    return [[key, value] as const];
  });
}
