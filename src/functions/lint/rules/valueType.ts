import type { Finding, FixName } from '../finding';
import { isRefused, type Refused } from '../kind';
import type { ModuleCode } from '../readModule';
import { placeOf } from '../syntax';

const fixes: Readonly<Partial<Record<Refused, readonly [FixName, string]>>> = {
  array: ['toJson', 'JSON.stringify'],
  object: ['toJson', 'JSON.stringify'],
  bigint: ['toText', 'String'],
  boolean: ['toText', 'String'],
  number: ['toText', 'String'],
};

/** Values that are neither text nor bytes: `put` turns nothing into text. [CLI] */
export function valueType(code: ModuleCode): readonly Finding[] {
  return code.kvCalls.flatMap(({ method, arguments: [key, value] }): readonly Finding[] => {
    if (method !== 'put' || !key || !value) return [];
    if (key.type === 'SpreadElement' || value.type === 'SpreadElement') return [];
    const kind = code.kindOf(value);
    if (!isRefused(kind)) return [];
    const place = placeOf(value);
    const [name, call] = fixes[kind.is] ?? [];
    return [
      {
        code: 'value-type',
        ...place,
        subject: kind.is,
        fixes:
          name && call
            ? [{ name, edits: [{ ...place, text: `${call}(${code.textOf(value)})` }] }]
            : [],
      },
    ];
  });
}
