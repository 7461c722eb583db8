import type { RequestTrace, TracedOperation } from '../../rpc/hostApi';
import { visibleText } from './textColumns';

/** A line has to end somewhere. */
const shownMax = 20;

/**
 * A request in one line of the function log.
 *
 * Without its query, which may hold a secret; keys are shown, values never.
 */
export function requestLine(trace: RequestTrace): string {
  const all = trace.operations.length + (trace.operationsLeftOut ?? 0);
  const hidden = all - Math.min(trace.operations.length, shownMax);
  const path = trace.path.split('?', 1)[0] ?? '';
  const facts = [
    `${visibleText(trace.method)} ${visibleText(path)} → ${trace.status}`,
    trace.node,
    milliseconds(trace.durationMs),
    ...trace.operations.slice(0, shownMax).map(operationFacts),
    ...(hidden > 0 ? [`+${hidden}`] : []),
  ];
  return facts.filter((fact) => fact !== '').join(' · ');
}

function operationFacts(operation: TracedOperation): string {
  const call = `${operation.op} ${visibleText(operation.key)}`.trimEnd();
  if (operation.error !== undefined) return `${call} (${visibleText(operation.error)})`;
  const facts = [
    operation.source,
    ...(operation.version === null ? [] : [`v${operation.version}`]),
    ...(operation.source === 'cache' ? [`${(operation.ageMs / 1000).toFixed(1)} s`] : []),
    ...(operation.stale ? ['stale'] : []),
  ];
  return `${call} (${facts.join(', ')})`;
}

function milliseconds(count: number): string {
  return `${count < 10 ? count.toFixed(1) : Math.round(count)} ms`;
}
