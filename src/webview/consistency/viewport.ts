/** What part of the axis is seen. */
export interface Viewport {
  /** At the left edge. */
  readonly from: number;
  readonly msPerPx: number;
}

const msPerPxMin = 0.0005;
const msPerPxMax = 3_600_000;

export function zoomed(view: Viewport, factor: number, aroundPx: number): Viewport {
  const msPerPx = Math.min(msPerPxMax, Math.max(msPerPxMin, view.msPerPx * factor));
  return { from: view.from + aroundPx * (view.msPerPx - msPerPx), msPerPx };
}

export function panned(view: Viewport, byPx: number): Viewport {
  return { ...view, from: view.from + byPx * view.msPerPx };
}

/** Some of what there is stays in sight, however far one pans. */
export function kept(view: Viewport, end: number, widthPx: number): Viewport {
  const margin = widthPx * view.msPerPx * 0.8;
  return { ...view, from: Math.min(end, Math.max(-margin, view.from)) };
}

/** Room for half of the widest mark on either side. */
const fitMarginPx = 32;

/** Everything between two places. */
export function fitted(begin: number, end: number, widthPx: number): Viewport {
  const lengthMs = (end - begin) / Math.max(1, widthPx - 2 * fitMarginPx);
  const msPerPx = Math.min(msPerPxMax, Math.max(msPerPxMin, lengthMs));
  return { from: begin - fitMarginPx * msPerPx, msPerPx };
}

/** So much is shown before and after a single moment. */
const besideMs = 2_000;

/** Two places and what is between them, in the middle half. */
export function centred(begin: number, end: number, widthPx: number): Viewport {
  const beside = end > begin ? (end - begin) / 2 : besideMs;
  return fitted(begin - beside, end + beside, widthPx);
}

/** With what happened first at the left. */
export function beginning(view: Viewport): Viewport {
  return { ...view, from: -fitMarginPx * view.msPerPx };
}

/** With a place three quarters to the right: behind it stands what is still to come. */
export function following(view: Viewport, position: number, widthPx: number): Viewport {
  return { ...view, from: position - widthPx * 0.75 * view.msPerPx };
}

/** Moved by as little as brings a place into sight. */
export function revealing(view: Viewport, position: number, widthPx: number): Viewport {
  const margin = Math.min(60, widthPx / 4);
  const px = (position - view.from) / view.msPerPx;
  if (px < margin) return panned(view, px - margin);
  if (px > widthPx - margin) return panned(view, px - widthPx + margin);
  return view;
}
