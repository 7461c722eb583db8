import type { Node } from '@babel/types';
import type { Finding, FindingCode, FixName } from '../finding';
import type { ModuleCode } from '../readModule';
import { holds, memberName, placeOf } from '../syntax';

interface Row {
  readonly code: FindingCode;
  readonly of: 'listItem' | 'listResult';
  readonly wrong: string;
  readonly right: string;
  readonly fix: FixName;
}

/** Names of another product's `list`, and ours. [DOC, CLI, TPL] */
const rows: readonly Row[] = [
  { code: 'list-item-name', of: 'listItem', wrong: 'name', right: 'key', fix: 'useKey' },
  {
    code: 'list-complete',
    of: 'listResult',
    wrong: 'list_complete',
    right: 'complete',
    fix: 'useComplete',
  },
];

/** `item.name` and `result.list_complete`. */
export function listNames(code: ModuleCode): readonly Finding[] {
  return code.nodes.flatMap((node) => [...fromMember(code, node), ...fromPattern(code, node)]);
}

function fromMember(code: ModuleCode, node: Node): readonly Finding[] {
  if (node.type !== 'MemberExpression' && node.type !== 'OptionalMemberExpression') return [];
  const of = code.kindOf(node.object)?.is;
  const row = rows.find((one) => one.of === of && one.wrong === memberName(node));
  if (!row || isOneOfBoth(code, node, row)) return [];
  const place = placeOf(node.property);
  const text = node.computed ? `'${row.right}'` : row.right;
  return [found(row, place, text)];
}

/** `item.key || item.name`: made for other platforms too. */
function isOneOfBoth({ nodes, parentOf, kindOf }: ModuleCode, node: Node, row: Row): boolean {
  let choice: Node | undefined;
  for (let up = parentOf(node); up && isCondition(up); up = parentOf(up)) {
    if (up.type === 'LogicalExpression') choice = up;
  }
  if (!choice) return false;
  return nodes.some(
    (one) =>
      (one.type === 'MemberExpression' || one.type === 'OptionalMemberExpression') &&
      memberName(one) === row.right &&
      holds(choice, one) &&
      kindOf(one.object)?.is === row.of,
  );
}

function isCondition({ type }: Node): boolean {
  return type === 'LogicalExpression' || type === 'BinaryExpression' || type === 'UnaryExpression';
}

/** `({name}) => …`, `for (const {name} of keys)`, `const {list_complete} = await my_kv.list()`. */
function fromPattern(code: ModuleCode, node: Node): readonly Finding[] {
  if (node.type !== 'ObjectProperty') return [];
  if (code.parentOf(node)?.type !== 'ObjectPattern') return [];
  const name = memberName(node);
  const target = node.value.type === 'AssignmentPattern' ? node.value.left : node.value;
  if (target.type !== 'Identifier' || name === undefined) return [];
  const row = rows.find(({ wrong }) => wrong === name);
  const origin = row && patternKind(code, node);
  if (!row || origin !== row.of) return [];
  const text = node.shorthand ? `${row.right}: ${name}` : row.right;
  return [found(row, placeOf(node.key), text)];
}

/** What the pattern around a property takes apart. */
function patternKind({ names, takenApart }: ModuleCode, property: Node): string | undefined {
  for (const { definitions } of names.variables) {
    const definition = definitions.find(({ node }) => node === property);
    if (definition) return takenApart(definition)?.is;
  }
  return undefined;
}

function found(row: Row, place: { start: number; end: number }, text: string): Finding {
  return {
    code: row.code,
    ...place,
    subject: row.wrong,
    fixes: [{ name: row.fix, edits: [{ ...place, text }] }],
  };
}
