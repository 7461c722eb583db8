import { isWrite, type Mark, type Shape } from './timeline';

/** Marks that stand too close to be told apart; often a single one. */
export interface Cluster {
  readonly lane: number;
  readonly from: number;
  readonly to: number;
  /** Of the lane's marks: the first, and the one behind the last. */
  readonly begin: number;
  readonly end: number;
  readonly shape: Shape;
  /** One of them at least went to the central store and changed something. */
  readonly writes: boolean;
}

/** Pixels between two marks that are drawn apart. */
const apartPx = 13;
/** The same where a version number stands in one of them. */
const labelledApartPx = 46;

/** What a cluster is drawn as: the most telling of its marks. */
const importance: Readonly<Record<Shape, number>> = {
  stale: 7,
  refused: 6,
  delete: 5,
  write: 4,
  bulk: 3,
  miss: 2,
  list: 1,
  hit: 0,
};

const isLabelled = (shape: Shape): boolean =>
  shape === 'write' || shape === 'delete' || shape === 'bulk';

/**
 * @param marks in the order of their positions
 * @param msPerPx how much of the axis a pixel is
 */
export function clusterMarks(marks: readonly Mark[], msPerPx: number): readonly Cluster[] {
  const clusters: Cluster[] = [];
  let begin = 0;
  while (begin < marks.length) {
    const first = marks[begin];
    if (!first) break;
    let { shape } = first;
    let end = begin + 1;
    let wide = isLabelled(shape);
    let writes = isWrite(first.event);
    for (; end < marks.length; end += 1) {
      const mark = marks[end];
      if (!mark) break;
      const isWide = wide || isLabelled(mark.shape);
      const apart = (isWide ? labelledApartPx : apartPx) * msPerPx;
      if (mark.position - first.position >= apart) break;
      wide = isWide;
      writes ||= isWrite(mark.event);
      if (importance[mark.shape] > importance[shape]) shape = mark.shape;
    }
    const to = marks[end - 1]?.position ?? first.position;
    clusters.push({ lane: first.lane, from: first.position, to, begin, end, shape, writes });
    begin = end;
  }
  return clusters;
}
