import type { Node } from '@babel/types';
import type { ModuleCode } from '../readModule';
import { bare, placeOf } from '../syntax';

/** A piece of a key that is known from the text. */
export interface TextPiece {
  readonly value: string;
  /** Where it stands; absent where it stands elsewhere, in the declaration of a constant. */
  readonly place?: { readonly start: number; readonly end: number };
}

/** What is known of a text: the pieces of `'a' + b`, of templates and of constants. */
export function constantPieces(code: ModuleCode, node: Node, here = true): readonly TextPiece[] {
  const inner = bare(node);
  switch (inner.type) {
    case 'StringLiteral': {
      const { start, end } = placeOf(inner);
      return [
        { value: inner.value, ...(here ? { place: { start: start + 1, end: end - 1 } } : {}) },
      ];
    }
    case 'TemplateLiteral':
      return [
        ...inner.quasis.map((quasi) => ({
          value: quasi.value.cooked ?? quasi.value.raw,
          ...(here ? { place: placeOf(quasi) } : {}),
        })),
        ...inner.expressions.flatMap((one) => constantPieces(code, one, false)),
      ];
    case 'BinaryExpression':
      return inner.operator === '+'
        ? [...constantPieces(code, inner.left, here), ...constantPieces(code, inner.right, here)]
        : [];
    case 'Identifier': {
      const [definition, second] = code.names.variableOf.get(inner)?.definitions ?? [];
      if (!definition || second || definition.path.length > 0) return [];
      const { origin } = definition;
      // Only what is declared with its value: a constant.
      return origin.kind === 'value' ? constantPieces(code, origin.node, false) : [];
    }
    default:
      return [];
  }
}

/** The whole text where all of it is known. */
export function constantText(node: Node | undefined): string | undefined {
  if (!node) return undefined;
  const inner = bare(node);
  if (inner.type === 'StringLiteral') return inner.value;
  if (inner.type !== 'TemplateLiteral' || inner.expressions.length > 0) return undefined;
  return inner.quasis[0]?.value.cooked ?? undefined;
}
