import type { Node } from '@babel/types';
import type { ModuleCode } from '../../readModule';
import { bare, memberName } from '../../syntax';
import type { Variable } from '../../variables';

/** How a value is "what is there, plus one". */
export interface OneMore {
  /** What adds the one: `… + 1`, `x++` or `x += 1`. */
  readonly addition: Node;
  /** The variables on the way from the value back to the call, in this order. */
  readonly through: readonly Variable[];
}

/**
 * Reads `Number(… get …) + 1`, through conversions to text and variables in between.
 *
 * @returns `undefined` where the value is anything else
 */
export function readOneMore(code: ModuleCode, value: Node, get: Node): OneMore | undefined {
  return read(code, value, get, []);
}

const throughMax = 12;

function read(
  code: ModuleCode,
  node: Node,
  get: Node,
  through: readonly Variable[],
): OneMore | undefined {
  const inner = bare(node);
  switch (inner.type) {
    case 'Identifier': {
      const variable = code.names.variableOf.get(inner);
      const [first, second, third] = variable?.definitions ?? [];
      if (!variable || third || through.length === throughMax) return undefined;
      if (first?.origin.kind !== 'value' || first.path.length > 0) return undefined;
      const passed = [...through, variable];
      if (!second) return read(code, first.origin.node, get, passed);
      if (second.origin.kind !== 'arithmetic') return undefined;
      const isOneMore = isIncrement(second.origin.node) && isNumberOf(first.origin.node, get);
      return isOneMore ? { addition: second.origin.node, through: passed } : undefined;
    }
    case 'TemplateLiteral': {
      const [only, second] = inner.expressions;
      return only && !second && constantLength(inner) === 0
        ? read(code, only, get, through)
        : undefined;
    }
    case 'CallExpression': {
      const callee = bare(inner.callee);
      const [argument] = inner.arguments;
      if (callee.type === 'Identifier' && callee.name === 'String') {
        return argument && read(code, argument, get, through);
      }
      const isToString = callee.type === 'MemberExpression' && memberName(callee) === 'toString';
      return isToString && inner.arguments.length === 0
        ? read(code, callee.object, get, through)
        : undefined;
    }
    case 'BinaryExpression': {
      const other = inner.operator === '+' ? besideOne(inner) : undefined;
      if (!other) return undefined;
      const variable = code.names.variableOf.get(bare(other));
      const [definition, second] = variable?.definitions ?? [];
      if (variable && definition?.origin.kind === 'value' && !second) {
        const isNumber = definition.path.length === 0 && isNumberOf(definition.origin.node, get);
        return isNumber ? { addition: inner, through: [...through, variable] } : undefined;
      }
      return isNumberOf(other, get) ? { addition: inner, through } : undefined;
    }
    default:
      return undefined;
  }
}

/** Of a sum with 1, the other side. */
export function besideOne({
  left,
  right,
}: Extract<Node, { type: 'BinaryExpression' }>): Node | undefined {
  const isOne = (side: Node) => side.type === 'NumericLiteral' && side.value === 1;
  if (isOne(left)) return right;
  return isOne(right) ? left : undefined;
}

/** Whether a node only makes a number of another one: `Number(…)`, `… ?? 0`. */
export function isConversion(node: Node, of: Node): boolean {
  if (node.type === 'CallExpression') {
    const callee = bare(node.callee);
    const [argument] = node.arguments;
    return (
      callee.type === 'Identifier' && /^(Number|parseInt)$/.test(callee.name) && argument === of
    );
  }
  return (
    node.type === 'LogicalExpression' &&
    (node.operator === '??' || node.operator === '||') &&
    isNothing(node.right) &&
    node.left === of
  );
}

function isNothing(node: Node): boolean {
  return (
    (node.type === 'NumericLiteral' && node.value === 0) ||
    (node.type === 'StringLiteral' && node.value === '0')
  );
}

/** A conversion to a number of what the call gives, nought where it gives nothing. */
function isNumberOf(node: Node, get: Node): boolean {
  const inner = bare(node);
  if (inner === get) return true;
  if (inner.type === 'AwaitExpression') return isNumberOf(inner.argument, get);
  const part =
    inner.type === 'CallExpression'
      ? inner.arguments[0]
      : inner.type === 'LogicalExpression'
        ? inner.left
        : undefined;
  return part !== undefined && isConversion(inner, part) && isNumberOf(part, get);
}

function isIncrement(node: Node): boolean {
  if (node.type === 'UpdateExpression') return node.operator === '++';
  return (
    node.type === 'AssignmentExpression' &&
    node.operator === '+=' &&
    node.right.type === 'NumericLiteral' &&
    node.right.value === 1
  );
}

function constantLength({ quasis }: Extract<Node, { type: 'TemplateLiteral' }>): number {
  return quasis.reduce((length, { value }) => length + value.raw.length, 0);
}
