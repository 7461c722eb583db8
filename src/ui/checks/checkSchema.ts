import * as v from 'valibot';
import { checkLimits } from '../../rpc/checkApi';
import { stringRecord } from '../functions/stringRecord';

const count = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most));

const requestSchema = v.strictObject({
  path: v.string(),
  method: v.exactOptional(v.string()),
  headers: v.exactOptional(stringRecord),
  body: v.exactOptional(v.string()),
  node: v.exactOptional(v.string()),
});

const optionEntries = {
  requests: v.array(requestSchema),
  times: v.exactOptional(count(checkLimits.requestsMax)),
  nodes: v.exactOptional(count(1000)),
  seed: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  invariant: v.exactOptional(v.string()),
};

/** What `pagesKv.checkConcurrency` takes. */
export const checkSchema = v.strictObject({
  project: v.optional(v.string()),
  ...optionEntries,
  schedules: v.exactOptional(count(checkLimits.schedulesMax)),
});

/** A file `NAME.check.json`: one order of steps that went wrong. */
export const savedCheckSchema = v.object({
  ...optionEntries,
  schedule: v.array(v.pipe(v.number(), v.integer(), v.minValue(0))),
});

export type SavedCheck = v.InferOutput<typeof savedCheckSchema>;
