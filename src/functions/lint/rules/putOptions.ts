import type { Finding } from '../finding';
import type { ModuleCode } from '../readModule';
import { placeOf } from '../syntax';

/** `put(key, value, {expirationTtl})`: further arguments are ignored. [CLI, FIELD] */
export function putOptions(code: ModuleCode): readonly Finding[] {
  return code.kvCalls.flatMap(({ method, arguments: list }): readonly Finding[] => {
    const [key, value, options] = list;
    if (method !== 'put' || !value || !options) return [];
    if ([key, value, options].some((one) => one?.type === 'SpreadElement')) return [];
    if (code.kindOf(options)?.is === 'undefined') return [];
    const last = list.at(-1) ?? options;
    const names =
      options.type === 'ObjectExpression'
        ? options.properties.flatMap((one) =>
            'key' in one && one.key.type === 'Identifier' ? [one.key.name] : [],
          )
        : [];
    return [
      {
        code: 'put-options',
        start: placeOf(options).start,
        end: placeOf(last).end,
        subject: names.join(', '),
        fixes: [
          {
            name: 'removeOptions',
            edits: [{ start: placeOf(value).end, end: placeOf(last).end, text: '' }],
          },
        ],
      },
    ];
  });
}
