/** The bounds of the edge network. */
export const edgeLimits = {
  /** An edge node serves its cached entry for this long [SEED]. */
  cacheTtlMs: 60_000,
  /** Least recently used entries of a node leave when its cache grows past this [ASSUMED]. */
  cacheBytesMax: 268_435_456,
  /** The same for the responses that functions put into the Cache API [ASSUMED]. */
  responseBytesMax: 67_108_864,
  /** Changes a cache remembers in order to refuse fills that come late. */
  rememberedChangesMax: 10_000,
  cachedEntriesPageMax: 1_000,
  /** What the fault `slow` adds to a way to the central store and back [ASSUMED]. */
  slowMs: 1_000,
  nodesMax: 64,
  roundTripMsMax: 60_000,
  clockSpeedMax: 10_000,
} as const;
