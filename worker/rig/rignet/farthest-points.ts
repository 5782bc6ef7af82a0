import { distance, type Point } from '../point.ts';

/**
 * So many points that are spread as widely as they are: each next one is the farthest from those taken, beginning with the first.
 *
 * @returns places in the list
 * @example farthestPoints([[0, 0, 0], [1, 0, 0], [5, 0, 0]], 2)   // [0, 2]
 */
export function farthestPoints(points: readonly Point[], count: number): number[] {
  const taken: number[] = [];
  const nearest = points.map(() => Infinity);
  let next = 0;
  while (taken.length < Math.min(count, points.length)) {
    taken.push(next);
    points.forEach((point, i) => {
      nearest[i] = Math.min(nearest[i]!, distance(point, points[taken.at(-1)!]!));
    });
    next = nearest.indexOf(Math.max(...nearest));
  }
  return taken;
}
