import type { Count, Seconds, Usd } from '../../hub/units.ts';

/** A plan by what it costs and how long it lets wait. */
export type FrontPoint = { readonly candidate: Count; readonly costUsd: Usd; readonly waitSeconds: Seconds };

/**
 * The points that no other beats in both, from the cheapest to the fastest; of points that are the same, the first.
 *
 * @example of (1, 9), (2, 5), (3, 6), (4, 1) as (cost, wait): all but (3, 6)
 */
export function paretoFront(points: readonly FrontPoint[]): readonly FrontPoint[] {
  const byCost = points.toSorted((a, b) => a.costUsd - b.costUsd || a.waitSeconds - b.waitSeconds);
  const front: FrontPoint[] = [];
  for (const point of byCost) {
    const last = front.at(-1);
    if (last === undefined || point.waitSeconds < last.waitSeconds) front.push(point);
  }
  return front;
}
