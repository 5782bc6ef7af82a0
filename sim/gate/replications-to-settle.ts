import type { Count } from '../../hub/units.ts';
import { meanOfSample, standardDeviationOfSample } from '../measure/sample-statistics.ts';
import { studentTQuantile } from '../measure/student-t.ts';

/** Beyond this a person should rather move the limit than wait. */
const COUNT_MAX = 1_000_000;

/**
 * About how many independent values it takes until the interval of their mean leaves `limit` out, if mean and spread stay as
 * they are: the smallest n with t(n - 1) x s / sqrt(n) below the distance.
 *
 * @param values at least two
 * @param confidence two-sided, in (0, 1)
 * @returns null when the mean lies on the limit, or more than a million would be needed
 * @example mean 10, standard deviation 1, limit 9.8 -> 99: 1.984 / sqrt(99) = 0.1994
 */
export function replicationsToSettle(values: readonly number[], limit: number, confidence: number): Count | null {
  const distance = Math.abs(meanOfSample(values) - limit);
  const deviation = standardDeviationOfSample(values);
  const isSettled = (count: Count) =>
    (studentTQuantile((1 + confidence) / 2, count - 1) * deviation) / Math.sqrt(count) < distance;
  if (distance === 0 || !isSettled(COUNT_MAX)) return null;
  // The width falls with n, so the smallest n is found by halving.
  let [below, enough] = [1, COUNT_MAX];
  while (enough - below > 1) {
    const middle = Math.floor((below + enough) / 2);
    if (isSettled(middle)) enough = middle;
    else below = middle;
  }
  return enough;
}
