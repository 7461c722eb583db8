import type { Node } from '@babel/types';
import type { ModuleCode } from '../readModule';
import { bare, memberName } from '../syntax';

/**
 * What becomes of a promise: `dropped` is a statement of its own, `value` is used as if it were
 * what it promises, `kept` is anything else, such as returned, passed on or awaited.
 */
export type PromiseUse = 'dropped' | 'value' | 'kept';

const conversions = new Set([
  'Boolean',
  'Number',
  'String',
  'atob',
  'btoa',
  'parseFloat',
  'parseInt',
]);
const ofPromises = new Set(['then', 'catch', 'finally']);

/** Follows a promise up to where it is used. */
export function promiseUse(code: ModuleCode, node: Node, isOptional = false): PromiseUse {
  const parent = code.parentOf(node);
  if (!parent) return 'kept';
  const up = () => promiseUse(code, parent, isOptional);
  switch (parent.type) {
    case 'ExpressionStatement':
      return 'dropped';
    case 'SequenceExpression':
      return parent.expressions.at(-1) === node ? up() : 'dropped';
    case 'ConditionalExpression':
      return parent.test === node ? 'value' : up();
    case 'LogicalExpression':
      // `my_kv?.get(…) ?? other` asks whether there is a namespace.
      if (parent.left === node && !isOptional) return 'value';
      return up();
    case 'IfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'SwitchStatement':
      return 'value';
    case 'ForOfStatement':
      return parent.right === node && !parent.await ? 'value' : 'kept';
    case 'UnaryExpression':
      return parent.operator === 'void' || parent.operator === 'typeof' ? 'kept' : 'value';
    case 'BinaryExpression':
      return parent.operator === 'in' || parent.operator === 'instanceof' ? 'kept' : 'value';
    case 'TemplateLiteral':
      return code.parentOf(parent)?.type === 'TaggedTemplateExpression' ? 'kept' : 'value';
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      if (parent.object !== node) return 'value';
      return ofPromises.has(memberName(parent) ?? '') ? 'kept' : 'value';
    case 'VariableDeclarator':
      return parent.init === node && /Pattern$/.test(parent.id.type) ? 'value' : 'kept';
    case 'AssignmentExpression':
      return parent.right === node && /Pattern$/.test(parent.left.type) ? 'value' : 'kept';
    case 'SpreadElement':
      return /^(Object|Array)Expression$/.test(code.parentOf(parent)?.type ?? '')
        ? 'value'
        : 'kept';
    case 'ObjectProperty':
    case 'ObjectExpression':
    case 'ArrayExpression':
      return isPartOfJson(code, parent) ? 'value' : 'kept';
    case 'CallExpression':
    case 'OptionalCallExpression':
    case 'NewExpression':
      return parent.callee !== node && takesValues(code, parent) ? 'value' : 'kept';
    case 'ArrowFunctionExpression':
      return parent.body === node && isForEach(code, parent) ? 'dropped' : 'kept';
    default:
      return bare(parent) !== parent ? up() : 'kept';
  }
}

type Call = Extract<Node, { type: 'CallExpression' | 'OptionalCallExpression' | 'NewExpression' }>;

/** Whether a call turns its arguments into text or numbers, or stores them. */
function takesValues(code: ModuleCode, call: Call): boolean {
  const callee = bare(call.callee);
  if (callee.type === 'Identifier') {
    if (code.names.variableOf.has(callee)) return false;
    return call.type === 'NewExpression'
      ? callee.name === 'Response'
      : conversions.has(callee.name);
  }
  if (callee.type !== 'MemberExpression') return false;
  const { object } = callee;
  if (object.type === 'Identifier' && object.name === 'JSON') return true;
  return code.kindOf(object)?.is === 'kv' && memberName(callee) === 'put';
}

function isPartOfJson(code: ModuleCode, node: Node): boolean {
  const parent = code.parentOf(node);
  switch (parent?.type) {
    case 'ObjectProperty':
    case 'ObjectExpression':
    case 'ArrayExpression':
      return isPartOfJson(code, parent);
    case 'CallExpression': {
      const callee = bare(parent.callee);
      return (
        callee.type === 'MemberExpression' &&
        callee.object.type === 'Identifier' &&
        callee.object.name === 'JSON' &&
        memberName(callee) === 'stringify'
      );
    }
    default:
      return false;
  }
}

/** `list.forEach((key) => my_kv.delete(key))`: nobody looks at what the callback returns. */
function isForEach(code: ModuleCode, callback: Node): boolean {
  const call = code.parentOf(callback);
  if (call?.type !== 'CallExpression' || call.arguments[0] !== callback) return false;
  const callee = bare(call.callee);
  return callee.type === 'MemberExpression' && memberName(callee) === 'forEach';
}
