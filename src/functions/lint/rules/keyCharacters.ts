import type { Node } from '@babel/types';
import type { Edit, Finding } from '../finding';
import { memberName, bare, placeOf } from '../syntax';
import type { KvCall, ModuleCode } from '../readModule';
import { constantPieces, type TextPiece } from './constantText';

const wrong = /[^a-zA-Z0-9_]/u;

/** Keys with `:` or `-`, which the documented rule refuses; not in the profile `observed`. */
export function keyCharacters(code: ModuleCode): readonly Finding[] {
  if (code.request.keyCharacters === 'any') return [];
  const keys = code.kvCalls.flatMap((call) => keyOf(call));
  const all = keys.flatMap((key) => edits(code.text, constantPieces(code, key)));
  return keys.flatMap((key): readonly Finding[] => {
    const pieces = constantPieces(code, key);
    const piece = pieces.find(({ value }) => wrong.test(value));
    const character = piece && wrong.exec(piece.value)?.[0];
    if (!piece || character === undefined) return [];
    const own = edits(code.text, pieces);
    return [
      {
        code: 'key-characters',
        ...placeOf(key),
        subject: character,
        fixes: [
          ...(own.length > 0 ? [{ name: 'replaceCharacters', edits: own } as const] : []),
          ...(all.length > own.length
            ? [{ name: 'replaceCharactersEverywhere', edits: all } as const]
            : []),
        ],
      },
    ];
  });
}

/** The key of a call, or the prefix of a list. */
export function keyOf({ method, arguments: [first] }: KvCall): readonly Node[] {
  if (!first || first.type === 'SpreadElement') return [];
  if (method !== 'list') return [first];
  const options = bare(first);
  if (options.type !== 'ObjectExpression') return [];
  return options.properties.flatMap((property) =>
    property.type === 'ObjectProperty' && memberName(property) === 'prefix' ? [property.value] : [],
  );
}

/** Puts `_` for each wrong character that stands in the text as it is. */
function edits(text: string, pieces: readonly TextPiece[]): readonly Edit[] {
  return pieces.flatMap(({ value, place }) => {
    if (!place || !wrong.test(value)) return [];
    // With an escape in it the text is not the value.
    if (text.slice(place.start, place.end) !== value) return [];
    return [{ ...place, text: value.replace(/[^a-zA-Z0-9_]/gu, '_') }];
  });
}
