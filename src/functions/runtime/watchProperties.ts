import { compileFunction } from 'node:vm';

/** Tells whether an object still has the properties that it had. */
export interface PropertyWatch {
  /** Sees what assignment and `delete` change, and {@link isSameKind}. */
  isSame(): boolean;
  /** Sees another prototype, and what was frozen, sealed or closed to additions. */
  isSameKind(): boolean;
  /** The same, where the names are known to be those that there were. */
  hasSameValues(): boolean;
  /** Sees also what only `Object.defineProperty` changes, attributes excepted; slower. */
  isSameAsDefined(): boolean;
}

// Taken before the user's code can put others in their place.
const { getOwnPropertyDescriptor, getPrototypeOf, isExtensible, ownKeys } = Reflect;
const { keys } = Object;

/**
 * Watches an object, for a check that runs with every request.
 *
 * Values are compared by code of their own for each object, which the engine makes ten times as
 * fast as a loop over names.
 */
export function watchProperties(object: object): PropertyWatch {
  const descriptors = new Map(
    ownKeys(object).map((name) => [name, getOwnPropertyDescriptor(object, name) ?? {}]),
  );
  const enumerable = keys(object).length;
  const accessors = [...descriptors].filter(([, { get, set }]) => get ?? set);
  // A function's name and length among others: only native code reads them, which takes long.
  const fixed = [...descriptors].filter(([, { writable }]) => writable === false);
  const prototype = getPrototypeOf(object);
  const extensible = isExtensible(object);
  const isSameKind = (): boolean =>
    getPrototypeOf(object) === prototype && isExtensible(object) === extensible;
  let comparison: (() => boolean) | undefined;
  const hasSameValues = (): boolean => {
    // Made after the first request, which need not wait for it.
    comparison ??= compareValues(object, descriptors);
    if (!comparison()) return false;
    for (const [name, { get, set }] of accessors) {
      const now = getOwnPropertyDescriptor(object, name);
      if (now?.get !== get || now?.set !== set) return false;
    }
    return true;
  };
  return {
    isSame: () => keys(object).length === enumerable && isSameKind() && hasSameValues(),
    isSameKind,
    hasSameValues,
    isSameAsDefined: () =>
      ownKeys(object).length === descriptors.size &&
      fixed.every(([name, { value }]) =>
        Object.is(getOwnPropertyDescriptor(object, name)?.value, value),
      ),
  };
}

/**
 * `o["a"] === v0 && o[n1] === v1 && …`, for what can be assigned.
 *
 * Names and values are variables that never change, which the engine reads three times as fast as
 * the elements of an array. Globals are read by their bare names: their object has others added and
 * taken away with every request, and the engine never learns to read it.
 */
function compareValues(
  object: object,
  descriptors: ReadonlyMap<PropertyKey, PropertyDescriptor>,
): () => boolean {
  const bound = new Map<string, unknown>([['o', object]]);
  const tests = [...descriptors].flatMap(([name, { value, writable }], index) => {
    if (!writable) return [];
    if (typeof name !== 'string') bound.set(`n${index}`, name);
    bound.set(`v${index}`, value);
    return [`${reading(object, name, index)} === v${index}`];
  });
  const code = `return () => ${tests.join(' && ') || 'true'};`;
  const make = compileFunction(code, [...bound.keys()]) as (...args: unknown[]) => () => boolean;
  return make(...bound.values());
}

function reading(object: object, name: PropertyKey, index: number): string {
  if (typeof name !== 'string') return `o[n${index}]`;
  const isVariable = object === globalThis && /^[A-Za-z]{2,}[A-Za-z0-9]*$/.test(name);
  return isVariable ? name : `o[${JSON.stringify(name)}]`;
}
