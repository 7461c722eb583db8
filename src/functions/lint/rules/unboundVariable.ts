import type { Finding } from '../finding';
import type { ModuleCode } from '../readModule';
import { placeOf } from '../syntax';

/** A global that is called like a namespace, and that the project does not bind. */
export function unboundVariable(code: ModuleCode): readonly Finding[] {
  const { variables } = code.request;
  if (!variables) return [];
  const bound = new Set(variables);
  return [...code.kvLike].flatMap(([name, reads]) =>
    bound.has(name)
      ? []
      : reads.map((read): Finding => ({
          code: 'unbound-variable',
          ...placeOf(read),
          subject: name,
          fixes: [],
        })),
  );
}
