export type PageForm = 'text' | 'json' | 'html';

const types: Readonly<Record<PageForm, string>> = {
  text: 'text/plain',
  json: 'application/json',
  html: 'text/html',
};

interface MediaRange {
  readonly type: string;
  readonly quality: number;
  readonly position: number;
}

/**
 * The form that a client's `Accept` likes best (RFC 9110, section 12.5.1); among equals the one it
 * names most exactly, then the one it names first. Without a preference, as `curl` sends it: text.
 */
export function acceptedForm(accept: string | undefined): PageForm {
  const ranges = parseAccept(accept ?? '*/*');
  const ranked = (['text', 'json', 'html'] as const)
    .map((form) => ({ form, ...rank(types[form], ranges) }))
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality || b.exactness - a.exactness || a.position - b.position);
  return ranked[0]?.form ?? 'text';
}

function parseAccept(accept: string): readonly MediaRange[] {
  return accept.split(',').map((part, position) => {
    const [type = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    const given = parameters.find((one) => /^q\s*=/.test(one))?.replace(/^q\s*=\s*/, '');
    const quality = given === undefined ? 1 : Number(given);
    const isValid = quality >= 0 && quality <= 1;
    return {
      type: type.endsWith('+json') ? types.json : type,
      quality: isValid ? quality : 0,
      position,
    };
  });
}

/** The most exact range decides, even where a vaguer one would give more. */
function rank(type: string, ranges: readonly MediaRange[]) {
  const main = `${type.split('/')[0] ?? ''}/*`;
  for (const [exactness, wanted] of [type, main, '*/*'].entries()) {
    const found = ranges.find((range) => range.type === wanted);
    if (found) return { ...found, exactness: -exactness };
  }
  return { quality: 0, position: 0, exactness: 0 };
}
