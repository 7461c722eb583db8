import * as l10n from '@vscode/l10n';
import { nodeHeader, requestIdHeader } from '../../rpc/hostApi';
import { connectionHeaders } from '../connectionHeaders';
import { ruleLimits } from './ruleLimits';
import type { HeaderRule, RuleFault } from './rules';

export interface ParsedHeaders {
  readonly headers: HeaderRule['headers'];
  readonly faults: readonly RuleFault[];
}

/** Reads `[{key, value}]`; entries that are wrong are left out, the others hold [CLI]. */
export function parseHeaderEntries(entries: unknown): ParsedHeaders {
  if (!Array.isArray(entries) || entries.length === 0) {
    const reason = l10n.t('"headers" must be a list of at least one {"key": …, "value": …}.');
    return { headers: [], faults: [{ reason, path: [] }] };
  }
  const headers: (readonly [string, string])[] = [];
  const faults: RuleFault[] = [];
  for (const [index, entry] of entries.entries()) {
    const { key, value } = (entry ?? {}) as { key?: unknown; value?: unknown };
    const isTooMany = headers.length === ruleLimits.headersMax;
    const reason = isTooMany ? tooMany() : (keyFault(key) ?? valueFault(value));
    if (reason === undefined) headers.push([String(key), String(value)]);
    else faults.push({ reason: l10n.t('Header {0}: {1}', index + 1, reason), path: [index] });
    if (isTooMany) break;
  }
  return { headers, faults };
}

function tooMany(): string {
  return l10n.t('only {0} headers count.', ruleLimits.headersMax);
}

function keyFault(key: unknown): string | undefined {
  const max = ruleLimits.headerKeyCharactersMax;
  if (typeof key !== 'string' || key.length > max || !/^[a-zA-Z0-9-]+$/.test(key)) {
    return l10n.t('"key" must have 1 to {0} letters, digits and "-".', max);
  }
  const name = key.toLowerCase();
  // The gateway frames the response, and says which edge node and request it was.
  if (connectionHeaders.has(name) || [nodeHeader, requestIdHeader].includes(name)) {
    return l10n.t('"{0}" cannot be set by a rule.', key);
  }
  return undefined;
}

function valueFault(value: unknown): string | undefined {
  const max = ruleLimits.headerValueCharactersMax;
  if (typeof value !== 'string' || value === '' || value.length > max) {
    return l10n.t('"value" must have 1 to {0} characters.', max);
  }
  // No Chinese [DOC]; what else HTTP cannot carry, line breaks above all, is refused with it.
  const [strange] = /[^\t\x20-\x7e\x80-\xff]/u.exec(value) ?? [];
  if (strange === undefined) return undefined;
  return l10n.t('"value" must not hold the character {0}.', JSON.stringify(strange));
}
