import type { Node } from '@babel/types';
import type { Edit } from '../../finding';
import type { KvCall, ModuleCode } from '../../readModule';
import { holds, placeOf } from '../../syntax';
import type { Variable } from '../../variables';
import { besideOne, type OneMore } from './oneMore';

/**
 * Leaves of a counter the number that is stored, without the one that it added; where the code does
 * not use that number any further, leaves nothing of it.
 *
 * @returns `undefined` where taking the one away might break the code
 */
export function showStoredTotal(
  code: ModuleCode,
  put: KvCall,
  { addition, through }: OneMore,
): readonly Edit[] | undefined {
  const edits = withoutAddition(code, addition);
  if (!edits) return undefined;
  const unused = unusedVariables(code, [put.node, addition], through);
  const gone = [put.node, ...unused].map(placeOf);
  return [
    ...edits.filter((one) => !gone.some(({ start, end }) => start <= one.start && one.end <= end)),
    ...unused.map((node) => removal(code, node)),
  ];
}

/** The declarations of those variables that only code that goes away reads. */
function unusedVariables(
  code: ModuleCode,
  leaving: readonly Node[],
  through: readonly Variable[],
): readonly Node[] {
  const declarations: Node[] = [];
  for (const variable of through) {
    const gone = [...leaving, ...declarations];
    if (!variable.reads.every((read) => gone.some((node) => holds(node, read)))) break;
    const declaration = declarationOf(code, variable);
    if (!declaration) break;
    declarations.push(declaration);
  }
  return declarations;
}

type Declaration = Extract<Node, { type: 'VariableDeclaration' }>;

/** The statement that declares a variable and nothing else. */
function declarationOf(code: ModuleCode, { definitions }: Variable): Declaration | undefined {
  const [first] = definitions;
  const declarator = first && code.parentOf(first.node);
  const declaration = declarator && code.parentOf(declarator);
  if (declaration?.type !== 'VariableDeclaration' || declaration.declarations.length > 1) {
    return undefined;
  }
  return isInBlock(code, declaration) ? declaration : undefined;
}

function withoutAddition(code: ModuleCode, addition: Node): readonly Edit[] | undefined {
  if (addition.type === 'BinaryExpression') {
    const { start, end } = placeOf(addition);
    const left = placeOf(addition.left).end;
    const between = code.text.slice(left, placeOf(addition.right).start);
    // A comment may hold anything, another sign too.
    const [, before, after] = /^([\s)]*)(\+\s*)[\s(]*$/.exec(between) ?? [];
    if (before === undefined || after === undefined) return undefined;
    return besideOne(addition) === addition.left
      ? [{ start: left + before.trimEnd().length, end, text: '' }]
      : [{ start, end: left + before.length + after.length, text: '' }];
  }
  const statement = code.parentOf(addition);
  if (statement?.type !== 'ExpressionStatement' || !isInBlock(code, statement)) return undefined;
  return [removal(code, statement), ...constantNow(code, addition)];
}

/** A variable that nothing changes any more is a constant. */
function constantNow(code: ModuleCode, addition: Node): readonly Edit[] {
  const changed =
    addition.type === 'UpdateExpression'
      ? addition.argument
      : addition.type === 'AssignmentExpression'
        ? addition.left
        : undefined;
  const variable = changed && code.names.variableOf.get(changed);
  const declaration = variable && declarationOf(code, variable);
  if (declaration?.kind !== 'let') return [];
  const { start } = placeOf(declaration);
  return [{ start, end: start + 'let'.length, text: 'const' }];
}

function isInBlock(code: ModuleCode, statement: Node): boolean {
  const around = code.parentOf(statement)?.type;
  return around === 'BlockStatement' || around === 'Program';
}

/** With its line, where nothing else stands in it. */
function removal({ text }: ModuleCode, node: Node): Edit {
  const { start, end } = placeOf(node);
  const indent = /[ \t]*$/.exec(text.slice(0, start))?.[0].length ?? 0;
  const [space = '', lineEnd] = /^[ \t]*(\r?\n)?/.exec(text.slice(end)) ?? [];
  const isLineStart = /(?:^|\n)$/.test(text.slice(0, start - indent));
  return isLineStart && lineEnd
    ? { start: start - indent, end: end + space.length, text: '' }
    : { start, end: end + space.length, text: '' };
}
