import { watchProperties } from './watchProperties';

/** Puts back what a request has changed in the realm that all requests of a thread share. */
export interface RealmGuard {
  /**
   * @param whose names the code that ran
   * @returns false where something was changed that cannot be put back
   */
  restore(whose: string): boolean;
}

/**
 * Code that adds properties to builtins does so when it is loaded, so with its first request; to
 * count all names each time would take longer than an empty request.
 */
const namesEvery = 16;

/** Remembers the realm as it is now. */
export function createRealmGuard(): RealmGuard {
  const restoreGlobals = rememberGlobals();
  const builtins = builtinObjects().map(watchProperties);
  const known = new Set<string>();
  let requests = 0;
  return {
    restore(whose) {
      const isDue = !known.has(whose) || ++requests % namesEvery === 0;
      known.add(whose);
      try {
        const isRestored = restoreGlobals();
        // What an expression found is kept for every later one, as `RegExp.$1`.
        findNothing();
        if (isDue && !builtins.every((one) => one.isSameAsDefined())) return false;
        return builtins.every((one) => one.isSame()) && isRestored;
      } catch {
        // Something that this very code needs was changed.
        return false;
      }
    },
  };
}

// Taken before the user's code can put others in their place.
const { defineProperty, deleteProperty, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } =
  Reflect;

const findNothing = RegExp.prototype.exec.bind(/^/, '');

/** Returns what puts them back, and says whether it could. */
function rememberGlobals(): () => boolean {
  const watch = watchProperties(globalThis);
  const before = new Map(
    ownKeys(globalThis).map((name) => [name, getOwnPropertyDescriptor(globalThis, name)]),
  );
  return () => {
    let restored = true;
    let known = 0;
    for (const name of ownKeys(globalThis)) {
      if (before.has(name)) known += 1;
      else restored = deleteProperty(globalThis, name) && restored;
    }
    if (!watch.isSameKind()) return false;
    if (known === before.size && watch.hasSameValues()) return restored;
    for (const [name, descriptor] of before) {
      restored = defineProperty(globalThis, name, descriptor ?? {}) && restored;
    }
    return restored;
  };
}

/** What libraries patch: constructors, their prototypes and namespaces of functions. */
function builtinObjects(): readonly object[] {
  const realm = globalThis as unknown as Readonly<Record<string, unknown>>;
  const named = Object.getOwnPropertyNames(realm).flatMap((name) => {
    if (realm[name] === globalThis) return [];
    const value = realm[name];
    if (typeof value === 'function') {
      const { prototype } = value as { prototype?: unknown };
      return typeof prototype === 'object' && prototype !== null ? [value, prototype] : [value];
    }
    return typeof value === 'object' && value !== null ? [value] : [];
  });
  return [...new Set([...named, ...namelessObjects()])];
}

/** What no name leads to, but every value of its kind. */
function namelessObjects(): readonly object[] {
  const iterators = [[].values(), new Map().values(), new Set().values(), ''.matchAll(/./g)];
  const values: readonly object[] = [
    ...[...iterators, ''[Symbol.iterator](), Uint8Array.prototype],
    ...[function* () {}, async function* () {}, async () => {}].map((one): object => one),
    ...[(function* () {})(), (async function* () {})()].map((one): object => one),
  ];
  return values.flatMap((value) => {
    const chain: object[] = [];
    for (let at = getPrototypeOf(value); at; at = getPrototypeOf(at)) chain.push(at);
    return chain;
  });
}
