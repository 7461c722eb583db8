/** A place on the earth, in degrees. */
export interface Coordinates {
  readonly latitude: number;
  readonly longitude: number;
}

const earthRadiusKm = 6371;

/** How far two places are from each other over the ground. */
export function distanceKm(a: Coordinates, b: Coordinates): number {
  const [from, to] = [radians(a.latitude), radians(b.latitude)];
  const turn = radians(b.longitude - a.longitude);
  const chord =
    Math.sin((to - from) / 2) ** 2 + Math.cos(from) * Math.cos(to) * Math.sin(turn / 2) ** 2;
  return 2 * earthRadiusKm * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** The nearest first; of those that are equally far the first. */
export function byDistance<T extends Coordinates>(places: readonly T[], from: Coordinates): T[] {
  return [...places].sort((a, b) => distanceKm(a, from) - distanceKm(b, from));
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
