import type { Node } from '@babel/types';
import type { Edit } from '../finding';
import type { KvCall, ModuleCode } from '../readModule';
import { bare, memberName, placeOf } from '../syntax';
import { constantText } from './constantText';

/**
 * A counter that loses nothing: each event has a key of its own, and `list` counts them.
 *
 * @returns `undefined` where the code is anything but "what is there, plus one"
 */
export function counterFix(
  code: ModuleCode,
  get: KvCall,
  put: KvCall,
): readonly Edit[] | undefined {
  const [key, value] = put.arguments;
  const name = constantText(key);
  if (!key || !value || name === undefined || !/^[a-zA-Z0-9_]{1,400}$/.test(name)) return undefined;
  if (!isOneMore(code, value, get.node)) return undefined;
  const awaited = code.parentOf(put.node);
  if (awaited?.type !== 'AwaitExpression') return undefined;
  if (code.parentOf(awaited)?.type !== 'ExpressionStatement') return undefined;
  const declared = code.names.variables.map((variable) => variable.name);
  if (declared.includes('addEvent') || declared.includes('countEvents')) return undefined;
  const kv = code.textOf(put.object);
  const end = code.text.length;
  return [
    counted(code, get, `countEvents(${kv}, ${code.textOf(key)})`),
    { ...placeOf(put.node), text: `addEvent(${kv}, ${code.textOf(key)})` },
    { start: end, end, text: helpers(name, /\.tsx?$/.test(code.request.fileName)) },
  ];
}

/** What stood in for a missing number, as in `(await get) ?? 0`, has nothing left to do. */
function counted(code: ModuleCode, { node }: KvCall, text: string): Edit {
  const awaited = code.parentOf(node);
  const choice = awaited && code.parentOf(awaited);
  const isChoice = choice?.type === 'LogicalExpression' && choice.left === awaited;
  return isChoice && isNothing(choice.right)
    ? { ...placeOf(choice), text: `await ${text}` }
    : { ...placeOf(node), text };
}

/** `Number(… get …) + 1`, through conversions to text and variables in between. */
function isOneMore(code: ModuleCode, node: Node, get: Node, depth = 0): boolean {
  if (depth > 12) return false;
  const inner = bare(node);
  const next = (one: Node) => isOneMore(code, one, get, depth + 1);
  switch (inner.type) {
    case 'Identifier': {
      const { definitions = [] } = code.names.variableOf.get(inner) ?? {};
      const [first, second, third] = definitions;
      if (first?.origin.kind !== 'value' || first.path.length > 0 || third) return false;
      if (!second) return next(first.origin.node);
      if (second.origin.kind !== 'arithmetic') return false;
      return isIncrement(second.origin.node) && isNumberOf(first.origin.node, get);
    }
    case 'TemplateLiteral': {
      const [only, second] = inner.expressions;
      return only !== undefined && !second && constantLength(inner) === 0 && next(only);
    }
    case 'CallExpression': {
      const callee = bare(inner.callee);
      const [argument] = inner.arguments;
      if (callee.type === 'Identifier' && callee.name === 'String') {
        return argument !== undefined && next(argument);
      }
      const isToString = callee.type === 'MemberExpression' && memberName(callee) === 'toString';
      return isToString && inner.arguments.length === 0 && next(callee.object);
    }
    case 'BinaryExpression': {
      if (inner.operator !== '+') return false;
      const one = [inner.left, inner.right].find(
        (side) => side.type === 'NumericLiteral' && side.value === 1,
      );
      const other = one === inner.left ? inner.right : inner.left;
      if (!one) return false;
      const through = bare(other);
      const [definition, second] =
        through.type === 'Identifier'
          ? (code.names.variableOf.get(through)?.definitions ?? [])
          : [];
      if (definition?.origin.kind === 'value' && !second) {
        return isNumberOf(definition.origin.node, get);
      }
      return isNumberOf(through, get);
    }
    default:
      return false;
  }
}

/** A conversion to a number of what the call gives, nought where it gives nothing. */
function isNumberOf(node: Node, get: Node): boolean {
  const inner = bare(node);
  switch (inner.type) {
    case 'CallExpression': {
      if (inner === get) return true;
      const callee = bare(inner.callee);
      const [argument] = inner.arguments;
      return (
        callee.type === 'Identifier' &&
        /^(Number|parseInt)$/.test(callee.name) &&
        argument !== undefined &&
        isNumberOf(argument, get)
      );
    }
    case 'AwaitExpression':
      return isNumberOf(inner.argument, get);
    case 'LogicalExpression':
      return (
        (inner.operator === '??' || inner.operator === '||') &&
        isNothing(inner.right) &&
        isNumberOf(inner.left, get)
      );
    default:
      return false;
  }
}

function isNothing(node: Node): boolean {
  return (
    (node.type === 'NumericLiteral' && node.value === 0) ||
    (node.type === 'StringLiteral' && node.value === '0')
  );
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

/** Said in the text itself, so that the code needs no type declarations. */
const types = {
  put: 'kv: { put(key: string, value: string): Promise<void> }, name: string',
  list:
    'kv: {\n  list(query: { prefix: string; cursor?: string | undefined }): ' +
    'Promise<{ complete: boolean; cursor: string | null; keys: { key: string }[] }>;\n}, name: string',
};

function helpers(name: string, typed: boolean): string {
  return `
/** Each event has a key of its own, so no request overwrites what another one counted. */
async function addEvent(${typed ? types.put : 'kv, name'}) {
  await kv.put(\`\${name}_event_\${crypto.randomUUID().replaceAll('-', '_')}\`, '1');
}

/**
 * \`list\` asks the central store, 256 keys at a time.
 *
 * What "${name}" had counted before stays behind in that record and is not in it: add it here once,
 * or delete the record.
 */
async function countEvents(${typed ? types.list : 'kv, name'}) {
  let count = 0;
  let cursor${typed ? ': string | undefined' : ''};
  do {
    const page = await kv.list({ prefix: \`\${name}_event_\`, cursor });
    count += page.keys.length;
    cursor = page.complete ? undefined : (page.cursor ?? undefined);
  } while (cursor);
  return count;
}
`;
}
