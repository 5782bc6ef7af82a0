/** From a history of Spot prices to one number: what an hour cost on average. */
import type { Seconds, Usd } from '../units.ts';

/** A price that holds in a zone from a moment on, until the next one there. */
export type SpotPricePoint = { readonly zone: string; readonly atSeconds: Seconds; readonly usdPerHour: Usd };

/**
 * The mean over time in each zone, then over zones, each with the same weight. EC2 also answers with the price that held
 * when the window began, so that a zone whose price never moved has one point. Null without any point.
 *
 * @param points in any order
 * @example one zone, 0.10 for a day and then 0.20 for a day -> 0.15
 */
export function meanSpotUsdPerHour(
  points: readonly SpotPricePoint[],
  fromSeconds: Seconds,
  toSeconds: Seconds,
): Usd | null {
  const means = [...Map.groupBy(points, ({ zone }) => zone).values()].flatMap(ofZone => {
    const rising = ofZone.toSorted((one, other) => one.atSeconds - other.atSeconds);
    let weightedUsd = 0;
    let heldSeconds = 0;
    for (const [index, { atSeconds, usdPerHour }] of rising.entries()) {
      const endSeconds = Math.min(rising[index + 1]?.atSeconds ?? toSeconds, toSeconds);
      const seconds = Math.max(0, endSeconds - Math.max(atSeconds, fromSeconds));
      weightedUsd += usdPerHour * seconds;
      heldSeconds += seconds;
    }
    return heldSeconds > 0 ? [weightedUsd / heldSeconds] : [];
  });
  return means.length === 0 ? null : means.reduce((sum, mean) => sum + mean, 0) / means.length;
}
