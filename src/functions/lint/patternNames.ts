import type { Identifier, Node } from '@babel/types';
import { memberName } from './syntax';
import { element, type Step } from './variables';

export interface PatternName {
  readonly identifier: Identifier;
  /** The way into the value; `undefined` where it cannot be said, as behind `...`. */
  readonly path: readonly Step[] | undefined;
  /** The property that takes it, or the name itself. */
  readonly node: Node;
}

/** The names that a pattern takes, as in `const {a: [b], ...c} = …` or `({a} = …)`. */
export function patternNames(
  pattern: Node | null | undefined,
  path: readonly Step[] | undefined = [],
  node: Node | null | undefined = pattern,
): readonly PatternName[] {
  if (!pattern || !node) return [];
  switch (pattern.type) {
    case 'Identifier':
      return [{ identifier: pattern, path, node }];
    case 'AssignmentPattern':
      return patternNames(pattern.left, path, node === pattern ? pattern.left : node);
    case 'RestElement':
      return patternNames(pattern.argument, undefined, pattern);
    case 'TSParameterProperty':
      return patternNames(pattern.parameter, path);
    case 'ArrayPattern':
      return pattern.elements.flatMap((one) => patternNames(one, path && [...path, element]));
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) => {
        if (property.type === 'RestElement') return patternNames(property);
        const name = memberName(property);
        const inner = path && name !== undefined ? [...path, name] : undefined;
        return patternNames(property.value, inner, property);
      });
    default:
      return [];
  }
}
