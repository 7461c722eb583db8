import * as v from 'valibot';

const text = v.fallback(v.string(), '');

/** What the page keeps while it is hidden. */
export const pageStateSchema = v.object({
  tab: v.fallback(v.picklist(['timeline', 'table', 'matrix']), 'timeline'),
  paused: v.fallback(v.boolean(), false),
  follows: v.fallback(v.boolean(), true),
  /** Simulated time at the left edge, since places change with what is known. */
  fromMs: v.fallback(v.number(), 0),
  /** How often time had been set back before that; the same time may have come twice. */
  fromEpoch: v.fallback(v.pipe(v.number(), v.integer(), v.minValue(0)), 0),
  msPerPx: v.fallback(v.pipe(v.number(), v.minValue(0.0005)), 90),
  key: text,
  project: text,
  request: text,
});

/** What the page keeps while it is hidden. */
export type PageState = v.InferOutput<typeof pageStateSchema>;

/** One of the page's three ways to look. */
export type Tab = PageState['tab'];
