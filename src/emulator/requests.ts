import * as l10n from '@vscode/l10n';
import { isAbsolute } from 'node:path';
import * as v from 'valibot';
import { nodeFaults } from '../edge/edgeFaults';
import { edgeLimits } from '../edge/edgeLimits';
import { isEdgeNodeId } from '../edge/edgeNode';
import { limits } from '../kv/limits';
import { EmulatorError } from '../rpc/emulatorError';
import { cachedBodyBytesMax } from '../rpc/responseCacheApi';

const name = v.string();
const account = v.string();
const namespace = v.string();
/** Whether it can be a key is for the platform's own rules to say, in their words. */
const key = v.string();
const project = v.object({ id: v.pipe(v.string(), v.minLength(1)), name: v.string() });
const record = { account, namespace, key };
const count = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most));

/** Most records of one page of the console, and most cached entries of one call. */
export const consolePageMax = 1000;

/** Most differences between a snapshot and its namespace that are told one by one. */
const differencesMax = 10_000;

/** Where a response of the Cache API lies. */
const responsePlace = {
  projectId: v.string(),
  node: v.string(),
  cache: v.string(),
  url: v.string(),
};

const nodeId = v.pipe(v.string(), v.check(isEdgeNodeId));
const degrees = (most: number) => v.pipe(v.number(), v.minValue(-most), v.maxValue(most));
const edgeNode = v.object({
  id: nodeId,
  city: v.string(),
  region: v.string(),
  regionCode: v.string(),
  country: v.string(),
  countryAlpha2: v.string(),
  countryAlpha3: v.string(),
  countryNumeric: v.string(),
  latitude: degrees(90),
  longitude: degrees(180),
  roundTripMs: v.pipe(v.number(), v.minValue(0), v.maxValue(edgeLimits.roundTripMsMax)),
});
const edgeNodes = v.pipe(
  v.array(edgeNode),
  v.minLength(1),
  v.maxLength(edgeLimits.nodesMax),
  v.check((nodes) => new Set(nodes.map(({ id }) => id)).size === nodes.length),
);

/** Most bytes of one page of whole records. */
const readBytesMax = 4 * 1024 * 1024;

/** Shapes of everything that arrives over the socket from consoles. */
export const requests = {
  configure: v.object({
    profile: v.picklist(['documented', 'observed']),
    cacheMisses: v.boolean(),
    fsync: v.picklist(['everySecond', 'always']),
    nodes: v.optional(edgeNodes),
    latency: v.optional(v.picklist(['off', 'realistic'])),
  }),
  name: v.object({ name }),
  renameAccount: v.object({ name, newName: v.string() }),
  account: v.object({ account }),
  namespace: v.object({ account, name }),
  renameNamespace: v.object({ account, name, newName: v.string() }),
  record: v.object(record),
  putRecord: v.object({
    ...record,
    value: v.instance(Uint8Array),
    ifVersion: v.optional(v.nullable(v.number())),
  }),
  listRecords: v.object({
    account,
    namespace,
    prefix: v.optional(v.string(), ''),
    limit: v.optional(count(consolePageMax), limits.listKeysMax),
    cursor: v.optional(v.string()),
  }),
  namespaceRef: v.object({ account, namespace }),
  takeSnapshot: v.object({
    account,
    namespace,
    name,
    automatic: v.optional(v.boolean(), false),
  }),
  snapshot: v.object({ account, namespace, id: v.string() }),
  compareSnapshot: v.object({
    account,
    namespace,
    id: v.string(),
    limit: v.optional(count(differencesMax), differencesMax),
  }),
  putRecords: v.object({
    account,
    namespace,
    records: v.pipe(
      v.array(v.object({ key, value: v.instance(Uint8Array) })),
      v.maxLength(consolePageMax),
    ),
    mode: v.picklist(['merge', 'skipExisting']),
    dryRun: v.optional(v.boolean(), false),
    plannedBytes: v.optional(v.number(), 0),
  }),
  readRecords: v.object({
    account,
    namespace,
    after: v.nullable(v.string()),
    bytesMax: v.optional(count(readBytesMax), readBytesMax),
  }),
  copyNamespace: v.object({ account, namespace, file: v.pipe(v.string(), v.check(isAbsolute)) }),
  deleteRecordsUpTo: v.object({ account, namespace, version: v.number() }),
  listBindings: v.object({
    projectId: v.optional(v.string()),
    account: v.optional(v.string()),
    namespace: v.optional(v.string()),
  }),
  bindNamespace: v.object({ account, namespace, project, variable: v.string() }),
  unbindNamespace: v.object({ projectId: v.string(), variable: v.string() }),
  listCachedEntries: v.object({
    node: v.string(),
    limit: v.optional(count(consolePageMax), consolePageMax),
    offset: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 0),
  }),
  readCached: v.object({ ...record, node: v.string() }),
  consoleEvents: v.object({ after: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
  purge: v.object({ node: v.optional(v.string()) }),
  advance: v.object({ ms: v.number() }),
  run: v.object({ speed: v.number() }),
  jump: v.object({ ...record, node: v.string(), version: v.optional(count(2 ** 53 - 1)) }),
  renameNode: v.object({ node: v.string(), newId: v.string() }),
  fault: v.object({
    node: v.optional(v.string()),
    fault: v.picklist(nodeFaults),
    on: v.boolean(),
  }),
  responsePlace: v.object(responsePlace),
  putResponse: v.object({
    ...responsePlace,
    response: v.object({
      status: v.pipe(v.number(), v.integer(), v.minValue(200), v.maxValue(599)),
      statusText: v.string(),
      headers: v.array(v.tuple([v.string(), v.string()])),
      body: v.nullable(v.pipe(v.instance(Uint8Array), v.maxLength(cachedBodyBytesMax))),
    }),
    lifetimeMs: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(0))),
  }),
  edgeQuery: v.object({
    prefix: v.string(),
    limit: count(limits.listKeysMax),
    after: v.nullable(v.string()),
  }),
} as const;

/**
 * Checks what a client sent.
 *
 * @throws EmulatorError `REQUEST_INVALID` naming the field
 */
export function parseRequest<T>(schema: v.GenericSchema<unknown, T>, value: unknown): T {
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output;
  const issue = parsed.issues[0];
  const where = v.getDotPath(issue) ?? '';
  throw new EmulatorError(
    'REQUEST_INVALID',
    l10n.t('The request is not valid: {0} {1}', where, issue.message),
  );
}
