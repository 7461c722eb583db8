import * as l10n from '@vscode/l10n';
import { ruleLimits } from './ruleLimits';
import { fault, type FallbackRule, type Parsed } from './rules';

/** Where rules of the form `{src, dest}` lead to; the CLI knows no other [CLI]. */
export const fallbackPage = '/index.html';

/** Reads `src`, a regular expression; that it must fit the whole path is [ASSUMED]. */
export function parseFallbackSource(src: string): Parsed<FallbackRule> {
  if (src.length > ruleLimits.patternCharactersMax) {
    const max = String(ruleLimits.patternCharactersMax);
    return fault(l10n.t('"{0}" has more than {1} characters.', 'src', max));
  }
  try {
    return { ok: true, value: { src, pattern: new RegExp(`^(?:${src})$`) } };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return fault(l10n.t('"src" is no regular expression: {0}', reason));
  }
}

export function parseFallbackPage(dest: unknown): Parsed<typeof fallbackPage> {
  if (dest === fallbackPage) return { ok: true, value: fallbackPage };
  return fault(
    l10n.t(
      '"dest" must be "{0}". To other files leads {"source": …, "destination": …}.',
      fallbackPage,
    ),
  );
}
