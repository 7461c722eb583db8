import { markReach } from './drawMark';
import { copyPx } from './layout';
import type { DrawnCopy, DrawnMark, Scene } from './scene';

/** What stands at a point. */
export type Target =
  | { readonly kind: 'mark'; readonly drawn: DrawnMark }
  | { readonly kind: 'copy'; readonly drawn: DrawnCopy }
  | { readonly kind: 'incident'; readonly drawn: Scene['incidents'][number] };

const slackPx = 3;

export function targetAt(scene: Scene, x: number, y: number): Target | undefined {
  let nearest: DrawnMark | undefined;
  for (const drawn of scene.marks) {
    if (Math.abs(drawn.y - y) > 14) continue;
    const distance = Math.abs(drawn.x - x);
    if (distance > markReach(drawn) + slackPx) continue;
    if (!nearest || distance < Math.abs(nearest.x - x)) nearest = drawn;
  }
  if (nearest) return { kind: 'mark', drawn: nearest };
  // What is drawn last lies on top.
  const copy = scene.copies.findLast(
    (drawn) => x >= drawn.x && x <= drawn.x + drawn.width && y >= drawn.y && y <= drawn.y + copyPx,
  );
  if (copy) return { kind: 'copy', drawn: copy };
  const incident = scene.incidents.find((drawn) => {
    const { lane } = drawn.incident;
    const box = lane === null ? undefined : scene.lanes[lane]?.box;
    const isInLane = !box || (y >= box.top && y <= box.top + box.height);
    return isInLane && Math.abs(drawn.x - x) <= slackPx + 1;
  });
  return incident && { kind: 'incident', drawn: incident };
}
