import { brandHues } from './types.ts';

/** The colour of a new workspace: of those that the fewest others have, the one farthest from theirs. */
export function nextHue(taken: readonly number[]): number {
  const ranked = Object.values(brandHues).map((hue) => ({
    hue,
    // A colour that somebody chose by number counts for the nearest one of the choice.
    times: taken.filter((other) => nearestTo(other) === hue).length,
    distance: Math.min(...taken.map((other) => distance(hue, other))),
  }));
  // Of equals the first: a new organization begins with the first of the list.
  return ranked.reduce((best, next) =>
    next.times < best.times || (next.times === best.times && next.distance > best.distance) ? next : best,
  ).hue;
}

function nearestTo(hue: number): number {
  return Object.values(brandHues).reduce((best, next) => (distance(hue, next) < distance(hue, best) ? next : best));
}

/** On the circle, 0 to 180. */
function distance(a: number, b: number): number {
  const apart = Math.abs(a - b) % 360;
  return Math.min(apart, 360 - apart);
}
