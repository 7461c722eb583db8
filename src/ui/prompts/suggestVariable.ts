import { variableProblem } from '../../kv/names';

/** A variable name made of a namespace's, that the project does not use yet. */
export function suggestVariable(namespace: string, taken: readonly string[]): string {
  const word = namespace.replace(/[^A-Za-z0-9_$]+/g, '_').replace(/^(?=\d)/, '_');
  const base = variableProblem(word) === null ? word : 'my_kv';
  if (!taken.includes(base)) return base;
  for (let number = 2; ; number += 1) {
    const candidate = `${base.slice(0, 50)}_${number}`;
    if (!taken.includes(candidate)) return candidate;
  }
}
