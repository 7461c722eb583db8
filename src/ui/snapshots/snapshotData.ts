import type { SnapshotComparison, SnapshotInfo, ValueSample } from '../../rpc/emulatorData';
import { sampleText } from './sampleText';

/** A snapshot as scripts see it; times are ISO 8601. */
export function snapshotData({ takenAtMs, ...snapshot }: SnapshotInfo) {
  return { ...snapshot, takenAt: new Date(takenAtMs).toISOString() };
}

/** A comparison as scripts see it, with the beginning of each value. */
export function comparisonData({ differences, ...counts }: SnapshotComparison) {
  return {
    ...counts,
    differences: differences.map(({ key, before, after }) => ({
      key,
      change: before && after ? 'changed' : after ? 'added' : 'removed',
      ...(before ? { before: sampleData(before) } : {}),
      ...(after ? { after: sampleData(after) } : {}),
    })),
  };
}

function sampleData(sample: ValueSample) {
  const { size } = sample;
  const text = sampleText(sample);
  return text === undefined
    ? { size, start: Buffer.from(sample.start).toString('base64'), encoding: 'base64' }
    : { size, start: text, encoding: 'utf8' };
}
