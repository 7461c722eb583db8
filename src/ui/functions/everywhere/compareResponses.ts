import type { TracedOperation } from '../../../rpc/hostApi';
import type { RunResult } from '../../services';

/** A part of a response that differs from that of another node. */
export type DifferingPart = 'status' | 'contentType' | 'body';

/** Why a response differs, as far as KV can tell. */
export type Cause =
  | {
      readonly kind: 'staleRead';
      readonly node: string;
      readonly key: string;
      readonly variable?: string;
      readonly version: number | null;
      /** Real and simulated time are left to whoever tells it: the age of the copy. */
      readonly ageMs: number;
    }
  /** Neither read is stale: the record was written between the two. */
  | {
      readonly kind: 'writtenBetween';
      readonly key: string;
      readonly versions: readonly [number | null, number | null];
    }
  /** One of the two made calls that the other did not make. */
  | { readonly kind: 'otherCalls' }
  /** Both read the same, so that the code itself answers otherwise. */
  | { readonly kind: 'code' };

/** How the response of one node differs from the one that most nodes gave. */
export interface ResponseDifference {
  readonly node: string;
  readonly comparedWith: string;
  readonly parts: readonly DifferingPart[];
  readonly causes: readonly Cause[];
}

/** The differences from the answer that most nodes gave; of two as frequent, the fresher one. */
export function compareResponses(responses: readonly RunResult[]): readonly ResponseDifference[] {
  const groups = new Map<string, RunResult[]>();
  for (const response of responses) {
    const name = JSON.stringify(partsOf(response));
    groups.set(name, [...(groups.get(name) ?? []), response]);
  }
  const staleReads = (group: readonly RunResult[]) =>
    group.reduce((sum, { trace }) => sum + trace.filter(({ stale }) => stale).length, 0);
  const [usual] = [...groups.values()].sort(
    (a, b) => b.length - a.length || staleReads(a) - staleReads(b),
  );
  const reference = usual?.[0];
  if (!reference) return [];
  return responses.flatMap((response): ResponseDifference[] => {
    const parts = differingParts(response, reference);
    if (parts.length === 0) return [];
    const causes = causesOf(response, reference);
    return [{ node: response.node, comparedWith: reference.node, parts, causes }];
  });
}

function partsOf(response: RunResult): Readonly<Record<DifferingPart, string>> {
  const type = response.headers.find(([name]) => name.toLowerCase() === 'content-type');
  return { status: `${response.status}`, contentType: type?.[1] ?? '', body: response.body };
}

function differingParts(a: RunResult, b: RunResult): readonly DifferingPart[] {
  const [ofA, ofB] = [partsOf(a), partsOf(b)];
  return (['status', 'contentType', 'body'] as const).filter((part) => ofA[part] !== ofB[part]);
}

function causesOf(response: RunResult, reference: RunResult): readonly Cause[] {
  const own = readsOf(response);
  const others = readsOf(reference);
  const causes: Cause[] = [];
  let isOtherwise = own.length !== others.length;
  own.forEach((read, index) => {
    const other = others[index];
    if (other?.key !== read.key || other.variable !== read.variable) {
      isOtherwise = true;
      return;
    }
    if (read.version === other.version) return;
    const stale = [
      ...(read.stale ? [staleRead(response.node, read)] : []),
      ...(other.stale ? [staleRead(reference.node, other)] : []),
    ];
    const versions = [read.version, other.version] as const;
    if (stale.length > 0) causes.push(...stale);
    else causes.push({ kind: 'writtenBetween', key: read.key, versions });
  });
  if (causes.length > 0) return causes;
  return [{ kind: isOtherwise ? 'otherCalls' : 'code' }];
}

function readsOf({ trace }: RunResult): readonly TracedOperation[] {
  return trace.filter(({ op, error }) => op === 'get' && error === undefined);
}

function staleRead(node: string, { key, variable, version, ageMs }: TracedOperation): Cause {
  const name = variable === undefined ? {} : { variable };
  return { kind: 'staleRead', node, key, ...name, version, ageMs };
}
