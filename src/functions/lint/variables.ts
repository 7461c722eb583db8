import type { Identifier, Node } from '@babel/types';

/** Where a variable takes a value from; all of them together say what it can be. */
export type Origin =
  | { readonly kind: 'value'; readonly node: Node }
  /** An element of what a `for … of` goes over. */
  | { readonly kind: 'element'; readonly node: Node }
  | { readonly kind: 'parameter'; readonly of: Node; readonly index: number }
  /** `x += 1`, `x++`: a number, where it was one. */
  | { readonly kind: 'arithmetic'; readonly node: Node }
  | { readonly kind: 'unknown' };

/** A step into a value: the name of a property, or an element of a list. */
export type Step = string | typeof element;

export const element = Symbol('element');

export interface Definition {
  readonly origin: Origin;
  /** The way from the origin into a destructuring pattern. */
  readonly path: readonly Step[];
  /** The property of the pattern that takes it, or the name itself. */
  readonly node: Node;
}

/** A name that the module itself declares. */
export interface Variable {
  readonly name: string;
  readonly definitions: Definition[];
  /** Where it is read. */
  readonly reads: Identifier[];
}

export interface Names {
  readonly variables: readonly Variable[];
  /** The variable that an identifier reads; a name that is absent here is a global's. */
  readonly variableOf: ReadonlyMap<Node, Variable>;
  /** Identifiers that read a global, by its name. */
  readonly globals: ReadonlyMap<string, readonly Identifier[]>;
  /** Globals that the module assigns to. */
  readonly assigned: ReadonlySet<string>;
}

/** A block or function with the names it declares. */
export interface Scope {
  readonly above: Scope | undefined;
  /** Where a `var` goes. */
  readonly isFunction: boolean;
  readonly names: Map<string, Variable>;
}

export function scopeBelow(above: Scope | undefined, isFunction: boolean): Scope {
  return { above, isFunction, names: new Map() };
}

export function declareName(scope: Scope, name: string): Variable {
  const known = scope.names.get(name);
  if (known) return known;
  const variable: Variable = { name, definitions: [], reads: [] };
  scope.names.set(name, variable);
  return variable;
}

export function functionScope(scope: Scope): Scope {
  return scope.isFunction || !scope.above ? scope : functionScope(scope.above);
}

export function findVariable(scope: Scope | undefined, name: string): Variable | undefined {
  for (let at = scope; at; at = at.above) {
    const variable = at.names.get(name);
    if (variable) return variable;
  }
  return undefined;
}
