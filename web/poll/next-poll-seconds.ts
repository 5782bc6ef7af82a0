/** When to ask again: as the API says, within limits that keep a page fresh and a hub from being flooded. */

const SECONDS_MIN = 1;
const SECONDS_MAX = 30;
/** So that a thousand pages that lost the same server do not come back in the same second. */
const SPREAD_RATIO = 0.2;

/**
 * @param retryAfterSeconds what the API asked for; undefined when it did not answer
 * @param failureCount how often in a row it has not
 * @param chance 0 to 1
 * @example nextPollSeconds(5, 0, 0)          // 5
 * @example nextPollSeconds(undefined, 3, 0)  // 4
 */
export function nextPollSeconds(retryAfterSeconds: number | undefined, failureCount: number, chance: number): number {
  const wanted = retryAfterSeconds ?? 2 ** Math.max(0, failureCount - 1);
  return Math.min(SECONDS_MAX, Math.max(SECONDS_MIN, wanted)) * (1 + SPREAD_RATIO * chance);
}
