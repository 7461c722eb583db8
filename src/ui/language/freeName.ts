/**
 * A name for a file that no entry of its folder has, whatever its extension: files that differ in
 * that alone, and a folder, may have the same route.
 */
export function freeName(name: string, entries: readonly string[]): string {
  const taken = new Set(entries.map((entry) => entry.split('.', 1)[0]?.toLowerCase()));
  let free = name;
  for (let number = 2; taken.has(free.toLowerCase()); number += 1) free = `${name}_${number}`;
  return free;
}
