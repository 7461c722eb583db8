/** Puts back what a request has changed in the realm that all requests of a thread share. */
export interface RealmGuard {
  /** @returns false where something was changed that cannot be put back */
  restore(): boolean;
}

type Descriptors = ReadonlyMap<PropertyKey, PropertyDescriptor>;

/** Remembers the realm as it is now. */
export function createRealmGuard(): RealmGuard {
  const globals = descriptorsOf(globalThis);
  const builtins = builtinObjects().map((object) => [object, descriptorsOf(object)] as const);
  return {
    restore() {
      const whole = builtins.every(([object, before]) => isUnchanged(object, before));
      return restoreGlobals(globals) && whole;
    },
  };
}

function restoreGlobals(before: Descriptors): boolean {
  let restored = true;
  for (const name of Reflect.ownKeys(globalThis)) {
    if (!before.has(name)) restored = Reflect.deleteProperty(globalThis, name) && restored;
  }
  for (const [name, descriptor] of before) {
    const now = Reflect.getOwnPropertyDescriptor(globalThis, name);
    if (now && isSame(now, descriptor)) continue;
    restored = Reflect.defineProperty(globalThis, name, descriptor) && restored;
  }
  return restored;
}

/** What libraries patch: constructors, their prototypes and namespaces of functions. */
function builtinObjects(): readonly object[] {
  const realm = globalThis as unknown as Readonly<Record<string, unknown>>;
  return Object.getOwnPropertyNames(realm).flatMap((name) => {
    if (realm[name] === globalThis) return [];
    const value = realm[name];
    if (typeof value === 'function') {
      const { prototype } = value as { prototype?: unknown };
      return typeof prototype === 'object' && prototype !== null ? [value, prototype] : [value];
    }
    return typeof value === 'object' && value !== null ? [value] : [];
  });
}

function descriptorsOf(object: object): Descriptors {
  return new Map(
    Reflect.ownKeys(object).flatMap((name) => {
      const descriptor = Reflect.getOwnPropertyDescriptor(object, name);
      return descriptor ? [[name, descriptor] as const] : [];
    }),
  );
}

function isUnchanged(object: object, before: Descriptors): boolean {
  const names = Reflect.ownKeys(object);
  if (names.length !== before.size) return false;
  return names.every((name) => {
    const was = before.get(name);
    const now = Reflect.getOwnPropertyDescriptor(object, name);
    return was !== undefined && now !== undefined && isSame(now, was);
  });
}

function isSame(a: PropertyDescriptor, b: PropertyDescriptor): boolean {
  return Object.is(a.value, b.value) && a.get === b.get && a.set === b.set;
}
