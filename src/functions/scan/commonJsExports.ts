import type { Expression, Node, ObjectExpression, Program } from '@babel/types';
import { isFunction, mayBeFunction, unwrapped } from './functionNames';
import type { ModuleExport } from './moduleExport';

/** What a module exports as functions with `exports.x = …` or `module.exports = …`. */
export function commonJsExports(program: Program): readonly ModuleExport[] {
  return program.body.flatMap((statement): ModuleExport[] => {
    if (statement.type !== 'ExpressionStatement') return [];
    const { expression } = statement;
    if (expression.type !== 'AssignmentExpression') return [];
    return assigned(pathOf(expression.left), expression.right, lineOf(statement));
  });
}

function assigned(target: string | undefined, value: Expression, line: number): ModuleExport[] {
  if (target === 'module.exports') return wholeModule(unwrapped(value), line);
  const [, name] = /^(?:module\.)?exports\.(\w+)$/.exec(target ?? '') ?? [];
  if (name === undefined || !mayBeFunction(value)) return [];
  return name === 'default' ? [{ kind: 'default', line }] : [{ kind: 'named', name, line }];
}

function wholeModule(value: Expression, line: number): ModuleExport[] {
  if (isFunction(value)) {
    const name = value.type === 'FunctionExpression' ? value.id?.name : undefined;
    return [{ kind: 'default', line, ...(name === undefined ? {} : { name }) }];
  }
  if (value.type === 'ObjectExpression') return propertiesOf(value);
  const [argument] = value.type === 'CallExpression' ? value.arguments : [];
  if (
    value.type === 'CallExpression' &&
    value.callee.type === 'Identifier' &&
    value.callee.name === 'require' &&
    argument?.type === 'StringLiteral'
  ) {
    return [{ kind: 'all', from: argument.value, line }];
  }
  return [];
}

function propertiesOf(object: ObjectExpression): ModuleExport[] {
  return object.properties.flatMap((property): ModuleExport[] => {
    if (property.type === 'SpreadElement' || property.computed) return [];
    const { key } = property;
    const name =
      key.type === 'Identifier' ? key.name : key.type === 'StringLiteral' ? key.value : undefined;
    if (name === undefined) return [];
    if (property.type === 'ObjectProperty' && !mayBeFunction(property.value as Expression))
      return [];
    return [{ kind: 'named', name, line: lineOf(property) }];
  });
}

function pathOf(node: Node): string | undefined {
  if (node.type === 'Identifier') return node.name;
  if (node.type !== 'MemberExpression' || node.computed) return undefined;
  const object = pathOf(node.object);
  return object !== undefined && node.property.type === 'Identifier'
    ? `${object}.${node.property.name}`
    : undefined;
}

function lineOf(node: Node): number {
  return node.loc?.start.line ?? 1;
}
