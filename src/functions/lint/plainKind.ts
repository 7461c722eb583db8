import type { Node } from '@babel/types';
import type { Kind } from './kind';
import type { KindOf } from './kindsOf';
import { bare, memberName } from './syntax';

const number: Kind = { is: 'number' };
const boolean: Kind = { is: 'boolean' };
const object: Kind = { is: 'object' };
const text: Kind = { is: 'text' };

/** Objects of the runtime that `put` refuses, made with `new`. */
const objects = new Set(
  (
    'AbortController Blob Date Error File FormData Headers Map Object Promise RangeError Request ' +
    'Response Set TypeError URL URLSearchParams WeakMap WeakSet'
  ).split(' '),
);
const byteObjects =
  /^(?:(?:Big)?(?:Ui|I)nt\d+(?:Clamped)?Array|Float\d+Array|ArrayBuffer|DataView)$/;
const conversions: ReadonlyMap<string, Kind> = new Map<string, Kind>([
  ['Number', number],
  ['parseInt', number],
  ['parseFloat', number],
  ['Boolean', boolean],
  ['String', text],
  ['btoa', text],
  ['atob', text],
]);
const arithmetic = new Set(['-', '*', '/', '%', '**', '|', '&', '^', '<<', '>>', '>>>']);
const comparisons = new Set(['==', '===', '!=', '!==', '<', '<=', '>', '>=', 'in', 'instanceof']);

/** What a literal, an operator or a conversion of the language gives. */
export function plainKind(node: Node, kindOf: KindOf): Kind | undefined {
  switch (node.type) {
    case 'StringLiteral':
    case 'TemplateLiteral':
      return text;
    case 'NumericLiteral':
      return number;
    case 'BigIntLiteral':
      return { is: 'bigint' };
    case 'BooleanLiteral':
      return boolean;
    case 'NullLiteral':
      return { is: 'null' };
    case 'ObjectExpression':
    case 'RegExpLiteral':
      return object;
    case 'ArrayExpression':
      return { is: 'array' };
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
    case 'FunctionDeclaration':
      return { is: 'function' };
    case 'NewExpression': {
      if (node.callee.type !== 'Identifier') return undefined;
      const { name } = node.callee;
      if (byteObjects.test(name)) return { is: 'bytes' };
      return objects.has(name) ? object : undefined;
    }
    case 'UnaryExpression':
      if (node.operator === 'typeof') return text;
      if (node.operator === 'void') return { is: 'undefined' };
      if (node.operator === '!' || node.operator === 'delete') return boolean;
      return kindOf(node.argument)?.is === 'bigint' ? { is: 'bigint' } : number;
    case 'UpdateExpression':
      return number;
    case 'BinaryExpression':
      return binaryKind(node, kindOf);
    case 'CallExpression':
      return callKind(node);
    default:
      return undefined;
  }
}

function binaryKind(
  { operator, left, right }: Extract<Node, { type: 'BinaryExpression' }>,
  kindOf: KindOf,
): Kind | undefined {
  if (comparisons.has(operator)) return boolean;
  const kinds = [kindOf(left)?.is, kindOf(right)?.is];
  if (kinds.includes('bigint')) return undefined;
  if (arithmetic.has(operator)) return number;
  if (operator !== '+') return undefined;
  if (kinds.includes('text')) return text;
  return kinds[0] === 'number' && kinds[1] === 'number' ? number : undefined;
}

function callKind({ callee }: Extract<Node, { type: 'CallExpression' }>): Kind | undefined {
  const inner = bare(callee);
  if (inner.type === 'Identifier') return conversions.get(inner.name);
  if (inner.type !== 'MemberExpression' || inner.object.type !== 'Identifier') return undefined;
  const name = memberName(inner);
  switch (inner.object.name) {
    case 'Math':
      return number;
    case 'Date':
      return number;
    case 'JSON':
      return name === 'stringify' ? text : undefined;
    case 'Object':
      return name === 'fromEntries' || name === 'assign' ? object : undefined;
    default:
      return undefined;
  }
}
