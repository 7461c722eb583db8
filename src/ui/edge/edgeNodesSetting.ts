import * as v from 'valibot';
import { edgeCities } from '../../edge/edgeCities';
import { edgeLimits } from '../../edge/edgeLimits';
import { isEdgeNodeId, type EdgeNode } from '../../edge/edgeNode';

const text = v.optional(v.string());
const degrees = (most: number) =>
  v.optional(v.pipe(v.number(), v.minValue(-most), v.maxValue(most)));

/** A node as settings and scripts give it; of a known city the id is enough. */
export const edgeNodeEntries = {
  id: v.pipe(v.string(), v.check(isEdgeNodeId)),
  city: text,
  region: text,
  regionCode: text,
  country: text,
  countryAlpha2: text,
  countryAlpha3: text,
  countryNumeric: text,
  latitude: degrees(90),
  longitude: degrees(180),
  roundTripMs: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(edgeLimits.roundTripMsMax))),
} as const;

const edgeNodeSchema = v.strictObject(edgeNodeEntries);
/** A node as it is given. */
export type GivenNode = v.InferOutput<typeof edgeNodeSchema>;

const schema = v.pipe(
  v.array(edgeNodeSchema),
  v.minLength(1),
  v.maxLength(edgeLimits.nodesMax),
  v.check((nodes) => new Set(nodes.map(({ id }) => id)).size === nodes.length),
);

/** Everything of a place that nothing is known of. */
const nowhere: Omit<EdgeNode, 'id' | 'city'> = {
  ...{ region: '', regionCode: '', country: '' },
  ...{ countryAlpha2: '', countryAlpha3: '', countryNumeric: '' },
  ...{ latitude: 0, longitude: 0, roundTripMs: 100 },
};

/** The node that is meant; what is not given is that of the city with this id, if there is one. */
export function completeNode(given: GivenNode): EdgeNode {
  const known = edgeCities.find(({ id }) => id === given.id) ?? { ...nowhere, city: given.id };
  const own = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...known, ...(Object.fromEntries(own) as Partial<EdgeNode>), id: given.id };
}

/** The nodes of the setting; `undefined` where it cannot be used. */
export function readEdgeNodes(value: unknown): readonly EdgeNode[] | undefined {
  const parsed = v.safeParse(schema, value);
  return parsed.success ? parsed.output.map(completeNode) : undefined;
}

/** The node as the setting keeps it: without what its id says already. */
export function writeEdgeNode(node: EdgeNode): GivenNode {
  const { id } = node;
  const same = completeNode({ id });
  const own = Object.entries(node).filter(([name, value]) => {
    return same[name as keyof EdgeNode] !== value;
  });
  return { id, ...Object.fromEntries(own) };
}
