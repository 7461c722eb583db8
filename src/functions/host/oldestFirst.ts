/**
 * Gives the keys of a map, the oldest first, to one who removes each as he gets it.
 *
 * A new iterator passes over everything that was ever removed at the front, thousands of keys each
 * time; this one goes on where it was.
 *
 * @returns what gives the next one; `undefined` where the map is empty
 */
export function oldestFirst<K>(map: ReadonlyMap<K, unknown>): () => K | undefined {
  let left = map.keys();
  return () => {
    let next = left.next();
    // One that has come to the end sees nothing that is added later.
    if (next.done) next = (left = map.keys()).next();
    return next.done ? undefined : next.value;
  };
}
