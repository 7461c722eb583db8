import * as v from 'valibot';

/** A place in a text: both from 0, characters as UTF-16 units, as VS Code counts them. */
const placeSchema = v.strictObject({
  line: v.pipe(v.number(), v.integer(), v.minValue(0)),
  character: v.pipe(v.number(), v.integer(), v.minValue(0)),
});

/** Replaces a range of the text; all changes of one message speak of the text before it. */
const changeSchema = v.strictObject({ from: placeSchema, to: placeSchema, insert: v.string() });

/** A place in the edited text. */
export type TextPlace = v.InferOutput<typeof placeSchema>;
/** One replacement in the edited text. */
export type TextChange = v.InferOutput<typeof changeSchema>;

/** The texts that the page shows; the extension sends them in the person's language. */
export const recordEditorStringNames = [
  'copyKey',
  'keyCopied',
  'namespace',
  'size',
  'version',
  'updated',
  'missing',
  'edgeNodes',
  'node',
  'returnsNow',
  'state',
  'age',
  'expiresIn',
  'fresh',
  'stale',
  'behind',
  'freshIn',
  'compareNodes',
  'asksCentral',
  'returnsDeleted',
  'returnsMissing',
  'returnsPending',
  'seconds',
  'clockPaused',
  'formatJson',
  'wrapLines',
  'compare',
  'overwrite',
  'reload',
  'openHex',
  'conflict',
  'conflictDeleted',
  'validJson',
  'jsonError',
  'plainText',
  'bytesOfLimit',
  'tooLarge',
  'binaryValue',
  'lineEndsDiffer',
  'encodingDiffers',
  'valueLabel',
  'hexLabel',
  'firstPage',
  'previousPage',
  'nextPage',
  'lastPage',
  'pageOf',
  'goToOffset',
  'loading',
] as const;

/** Name of a text of the page. */
export type RecordEditorStringName = (typeof recordEditorStringNames)[number];

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const version = v.nullable(v.pipe(v.number(), v.integer()));

const nodeSchema = v.strictObject({
  node: v.string(),
  /** Absent where the node's cache holds nothing, so that it would ask the central store. */
  cached: v.optional(
    v.strictObject({
      version,
      ageMs: v.number(),
      expiresInMs: v.number(),
      stale: v.boolean(),
      /** How many writes of the key it has missed. */
      behind: count,
      /** Its own write is still on the way to the central store. */
      pending: v.optional(v.literal(true)),
    }),
  ),
});

/** What one edge node would return now. */
export type NodeRow = v.InferOutput<typeof nodeSchema>;

const viewSchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('text'),
    text: v.string(),
    version: count,
    valueBytesMax: count,
    /** Bytes that the stored value has beyond the text with LF: line ends and a byte order mark. */
    bytesPerLineEnd: v.picklist([1, 2]),
    bytesAhead: v.picklist([0, 3]),
  }),
  v.strictObject({ kind: v.literal('binary') }),
  v.strictObject({ kind: v.literal('hex'), size: count }),
]);

/** What the page shows below its header. */
export type RecordView = v.InferOutput<typeof viewSchema>;

/** What the extension tells the page. */
export const extensionMessageSchema = v.variant('type', [
  v.strictObject({
    type: v.literal('init'),
    strings: v.record(v.picklist(recordEditorStringNames), v.string()),
    /** BCP 47, for numbers and times. */
    locale: v.string(),
    record: v.strictObject({ account: v.string(), namespace: v.string(), key: v.string() }),
    view: viewSchema,
  }),
  /** The document changed by another hand: undo, reload, another editor. */
  v.strictObject({ type: v.literal('changed'), version: count, changes: v.array(changeSchema) }),
  /** The last edit of the page is in the document. */
  v.strictObject({ type: v.literal('accepted'), version: count, lines: count }),
  /** The document has moved on; the changes come or came as `changed`. */
  v.strictObject({ type: v.literal('rejected') }),
  v.strictObject({ type: v.literal('text'), version: count, text: v.string() }),
  /** A save is coming; the page answers with `flushed` once nothing typed waits. */
  v.strictObject({ type: v.literal('flush') }),
  v.strictObject({
    type: v.literal('info'),
    central: v.nullable(
      v.strictObject({ version: v.number(), size: count, updatedAtMs: v.number() }),
    ),
    nodes: v.array(nodeSchema),
    clockPaused: v.boolean(),
    /** Simulated milliseconds a real one; absent: 1. */
    clockSpeed: v.optional(v.number()),
  }),
  v.strictObject({
    type: v.literal('conflict'),
    conflict: v.nullable(v.strictObject({ version })),
  }),
  v.strictObject({
    type: v.literal('difference'),
    difference: v.picklist(['none', 'lineEnds', 'encoding']),
  }),
  v.strictObject({
    type: v.literal('bytes'),
    offset: count,
    bytes: v.instance(Uint8Array),
    size: count,
  }),
]);

/** What the extension tells the page. */
export type ExtensionMessage = v.InferOutput<typeof extensionMessageSchema>;

/** Bytes of a binary value that the page may ask for at once. */
export const hexBytesMax = 64 * 1024;

/** What the page asks of the extension. */
export const pageMessageSchema = v.variant('type', [
  v.strictObject({ type: v.literal('ready') }),
  v.strictObject({ type: v.literal('edit'), base: count, changes: v.array(changeSchema) }),
  v.strictObject({ type: v.literal('resync') }),
  /** Everything that was typed before `flush` is in the document. */
  v.strictObject({ type: v.literal('flushed') }),
  v.strictObject({ type: v.literal('copyKey') }),
  v.strictObject({ type: v.literal('compare') }),
  v.strictObject({ type: v.literal('compareNodes') }),
  v.strictObject({ type: v.literal('overwrite') }),
  v.strictObject({ type: v.literal('reload') }),
  v.strictObject({ type: v.literal('openHex') }),
  v.strictObject({
    type: v.literal('readBytes'),
    offset: count,
    length: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(hexBytesMax)),
  }),
]);

/** What the page asks of the extension. */
export type PageMessage = v.InferOutput<typeof pageMessageSchema>;
