import type { Expression } from '@babel/types';

export interface TextPlace {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

type Path = readonly (string | number)[];

/**
 * Finds values of a JSON text by their path. What is not there is placed where the search ended,
 * and a text that is no JSON at its error.
 */
export async function locateInJson(text: string): Promise<(path: Path) => TextPlace> {
  // The largest library of the extension: no host shall load it while all is well.
  const { parseExpression } = await import('@babel/parser');
  try {
    const root = parseExpression(text.replace(/^\uFEFF/, ''));
    return (path) => placeOf(root, path);
  } catch (error) {
    const { loc } = error as { loc?: { line: number; column: number } };
    return () => ({ line: loc?.line ?? 1, column: (loc?.column ?? 0) + 1 });
  }
}

function placeOf(node: Expression, path: Path): TextPlace {
  const [step, ...rest] = path;
  const next = step === undefined ? undefined : childOf(node, step);
  if (next) return placeOf(next, rest);
  const { line = 1, column = 0 } = node.loc?.start ?? {};
  return { line, column: column + 1 };
}

/** Of a name that stands twice, the last counts, as for `JSON.parse`. */
function childOf(node: Expression, step: string | number): Expression | undefined {
  if (node.type === 'ArrayExpression' && typeof step === 'number') {
    const element = node.elements[step];
    return element && element.type !== 'SpreadElement' ? element : undefined;
  }
  if (node.type !== 'ObjectExpression') return undefined;
  const found = node.properties.findLast(
    (property) =>
      property.type === 'ObjectProperty' &&
      property.key.type === 'StringLiteral' &&
      property.key.value === step,
  );
  return found?.type === 'ObjectProperty' ? (found.value as Expression) : undefined;
}
