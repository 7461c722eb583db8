import * as v from 'valibot';
import { consistencyStringNames } from './consistencyStrings';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const version = v.nullable(v.number());

/** Something that happened to a key, a cache or simulated time. */
export const consistencyEventSchema = v.strictObject({
  id: count,
  kind: v.picklist(['get', 'put', 'delete', 'list', 'bulk', 'purge', 'clock']),
  /** The edge node; `null` for what the console did. */
  node: v.nullable(v.string()),
  /** Id of the namespace; empty for caches and time. */
  space: v.string(),
  /** `account / namespace`. */
  spaceName: v.string(),
  key: v.string(),
  source: v.nullable(v.picklist(['cache', 'central'])),
  version,
  replacedVersion: version,
  stale: v.boolean(),
  ageMs: v.number(),
  /** Simulated time, milliseconds since 1970. */
  atMs: v.number(),
  /** Real time, milliseconds since 1970; orders what has the same simulated time. */
  realMs: v.number(),
  durationMs: v.number(),
  bytes: v.number(),
  /** What the clock showed afterwards. */
  toMs: v.optional(v.number()),
  project: v.optional(v.string()),
  request: v.optional(v.strictObject({ id: v.string(), method: v.string(), path: v.string() })),
  /** `edge-functions/counter.js:3:11`. */
  place: v.optional(v.string()),
  error: v.optional(v.string()),
});

/** Something that happened to a key, a cache or simulated time. */
export type ConsistencyEvent = v.InferOutput<typeof consistencyEventSchema>;

const filterSchema = v.strictObject({
  key: v.optional(v.string()),
  project: v.optional(v.string()),
  /** A part of `METHOD path`, or ids, with commas between them. */
  request: v.optional(v.string()),
  /** Id of a request: leaves nothing out, but brings the time around it into sight. */
  around: v.optional(v.string()),
});

/** What of all events is looked at. */
export type ConsistencyFilter = v.InferOutput<typeof filterSchema>;

const cellSchema = v.strictObject({
  node: v.string(),
  version,
  behind: count,
  ageMs: v.number(),
  expiresInMs: v.number(),
});

const matrixRowSchema = v.strictObject({
  account: v.string(),
  namespace: v.string(),
  key: v.string(),
  /** At the central store; `null` where the record is missing. */
  central: version,
  /** Only of nodes that hold a copy. */
  cells: v.array(cellSchema),
});

/** A key with what each edge node holds of it. */
export type MatrixRow = v.InferOutput<typeof matrixRowSchema>;

const formats = ['svg', 'png'] as const;

/** A file format of a picture. */
export type PictureFormat = (typeof formats)[number];

/** What the extension tells the Consistency view's page. */
export const toConsistencySchema = v.variant('type', [
  v.strictObject({
    type: v.literal('init'),
    strings: v.record(v.picklist(consistencyStringNames), v.string()),
    /** BCP 47, for numbers and times. */
    locale: v.string(),
    /** How long a node serves its copy. */
    ttlMs: v.number(),
    nodes: v.array(v.string()),
    /** Whether time passes and more may happen; otherwise a story with an end is told. */
    isLive: v.boolean(),
    /** Absent where the page's own state counts. */
    filter: v.optional(filterSchema),
  }),
  v.strictObject({ type: v.literal('nodes'), nodes: v.array(v.string()) }),
  v.strictObject({ type: v.literal('events'), events: v.array(consistencyEventSchema) }),
  v.strictObject({ type: v.literal('cleared') }),
  v.strictObject({
    type: v.literal('clock'),
    nowMs: v.number(),
    paused: v.boolean(),
    /** Simulated milliseconds a real one. */
    speed: v.number(),
  }),
  v.strictObject({ type: v.literal('filter'), filter: filterSchema }),
  v.strictObject({ type: v.literal('matrix'), rows: v.array(matrixRowSchema), total: count }),
  /** Asks for a picture of what is seen. */
  v.strictObject({ type: v.literal('draw'), id: count, format: v.picklist(formats) }),
]);

/** What the extension tells the Consistency view's page. */
export type ToConsistency = v.InferOutput<typeof toConsistencySchema>;

/** What the Consistency view's page asks of the extension. */
export const fromConsistencySchema = v.variant('type', [
  v.strictObject({ type: v.literal('ready') }),
  /** The code that made the call, or else the record. */
  v.strictObject({ type: v.literal('open'), id: count, what: v.picklist(['code', 'record']) }),
  v.strictObject({
    type: v.literal('openKey'),
    account: v.string(),
    namespace: v.string(),
    key: v.string(),
  }),
  /** Whether the matrix can be seen, so that it needs what it shows. */
  v.strictObject({ type: v.literal('watchMatrix'), on: v.boolean() }),
  v.strictObject({ type: v.literal('export') }),
  v.strictObject({
    type: v.literal('drawn'),
    id: count,
    picture: v.union([v.string(), v.instance(Uint8Array)]),
  }),
]);

/** What the Consistency view's page asks of the extension. */
export type FromConsistency = v.InferOutput<typeof fromConsistencySchema>;

/** So many events the page keeps, the newest. */
export const consistencyEventsMax = 10_000;
