import type { Node } from '@babel/types';
import type { Finding } from '../finding';
import type { ModuleCode } from '../readModule';
import { bare, holds, memberName, placeOf } from '../syntax';

/** `while (result.complete)`: goes on where the list has ended, and ends where it has not. [TPL] */
export function invertedPaging(code: ModuleCode): readonly Finding[] {
  return code.nodes.flatMap((loop): readonly Finding[] => {
    if (
      loop.type !== 'WhileStatement' &&
      loop.type !== 'DoWhileStatement' &&
      loop.type !== 'ForStatement'
    ) {
      return [];
    }
    if (!loop.test || !pagesThrough(code, loop)) return [];
    return conditions(loop.test)
      .filter((condition) => code.kindOf(condition)?.is === 'listComplete')
      .map((condition): Finding => {
        const place = placeOf(condition);
        return {
          code: 'inverted-paging',
          ...place,
          subject: code.textOf(condition),
          fixes: [
            {
              name: 'negate',
              edits: [{ start: place.start, end: place.start, text: '!' }],
            },
          ],
        };
      });
  });
}

/** The parts of `a && b` that must hold for the loop to go on. */
function conditions(test: Node): readonly Node[] {
  const inner = bare(test);
  return inner.type === 'LogicalExpression' && inner.operator === '&&'
    ? [...conditions(inner.left), ...conditions(inner.right)]
    : [inner];
}

/** Whether the loop asks for further pages; one without a cursor waits for something else. */
function pagesThrough({ kvCalls }: ModuleCode, loop: Node): boolean {
  return kvCalls.some(({ method, node, arguments: [options] }) => {
    if (method !== 'list' || !options || !holds(loop, node)) return false;
    if (options.type !== 'ObjectExpression') return true;
    return options.properties.some(
      (property) => property.type === 'SpreadElement' || memberName(property) === 'cursor',
    );
  });
}
