import * as v from 'valibot';
import { edgeLimits } from '../../edge/edgeLimits';
import { nodeFaults } from '../../edge/edgeFaults';
import { transferFormats } from '../../emulator/transfer/transferFormat';
import { edgeNodeEntries } from '../edge/edgeNodesSetting';

/** Shapes of the one object that scripts call commands with. */
const name = v.string();
const namespaceEntries = { account: name, namespace: name };
const recordEntries = { ...namespaceEntries, key: v.string() };
const encoding = v.optional(v.picklist(['utf8', 'base64']), 'utf8');

export const accountSchema = v.strictObject({ name });
export const renameAccountSchema = v.strictObject({ name, newName: name });
export const namespaceSchema = v.strictObject({ account: name, name });
export const renameNamespaceSchema = v.strictObject({ account: name, name, newName: name });
export const recordSchema = v.strictObject(recordEntries);
export const renameRecordSchema = v.strictObject({ ...recordEntries, newKey: v.string() });
export const getRecordSchema = v.strictObject({ ...recordEntries, encoding });
export const putRecordSchema = v.strictObject({ ...recordEntries, value: v.string(), encoding });
export const listRecordsSchema = v.strictObject({
  ...namespaceEntries,
  prefix: v.optional(v.string()),
  limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  cursor: v.optional(v.string()),
});
export const namespaceRefSchema = v.strictObject(namespaceEntries);
export const takeSnapshotSchema = v.strictObject({ ...namespaceEntries, name });
/** `snapshot` is a name or an id. */
export const snapshotSchema = v.strictObject({ ...namespaceEntries, snapshot: v.string() });
export const compareSnapshotSchema = v.strictObject({
  ...namespaceEntries,
  snapshot: v.string(),
  limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
});
export const bindSchema = v.strictObject({
  project: name,
  ...namespaceEntries,
  variable: name,
});
export const unbindSchema = v.strictObject({ project: name, variable: name });
export const advanceClockSchema = v.strictObject({
  ms: v.pipe(v.number(), v.integer(), v.minValue(0)),
});
export const clockSpeedSchema = v.strictObject({
  speed: v.pipe(v.number(), v.minValue(1), v.maxValue(edgeLimits.clockSpeedMax)),
});
export const jumpClockSchema = v.strictObject({
  ...recordEntries,
  node: name,
  version: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
});
export const addNodeSchema = v.strictObject(edgeNodeEntries);
export const renameNodeSchema = v.strictObject({ node: name, newId: name });
export const latencySchema = v.strictObject({ latency: v.picklist(['off', 'realistic']) });
export const routingSchema = v.strictObject({
  policy: v.picklist(['fixed', 'roundRobin', 'nearest', 'sticky', 'random']),
});
/** Without a node a fault is one of the central store. */
export const faultSchema = v.strictObject({
  node: v.optional(name),
  fault: v.picklist(nodeFaults),
  on: v.optional(v.boolean(), true),
});
export const nodeSchema = v.strictObject({ node: name });
export const purgeSchema = v.strictObject({ node: v.optional(name) });
const format = v.optional(v.picklist(transferFormats));
const importMode = v.picklist(['merge', 'overwrite', 'skipExisting']);

export const exportSchema = v.strictObject({ ...namespaceEntries, file: v.string(), format });

export const importSchema = v.strictObject({
  ...namespaceEntries,
  file: v.string(),
  format,
  mode: v.optional(importMode, 'merge'),
  dryRun: v.optional(v.boolean(), false),
});

export const seedSchema = v.strictObject({
  project: v.optional(name),
  mode: v.optional(importMode, 'skipExisting'),
  variable: v.optional(name),
});
