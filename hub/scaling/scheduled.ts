/**
 * Scheduled actions: at a time of the week, limits and desired capacity are set to given numbers. AWS may run one up
 * to two minutes late (EC2 Auto Scaling guide, 2023-04-27 [H]); that delay belongs to the caller.
 */
import { SECONDS_PER_DAY, SECONDS_PER_HOUR, SECONDS_PER_MINUTE, SECONDS_PER_WEEK, type Seconds } from '../units.ts';
import { clampCount } from './clamp-count.ts';
import type { Decision, Observation, PolicyMemory, ScheduledPolicy } from './policy.ts';
import { WEEKDAYS } from './weekdays.ts';

/**
 * What a scheduled policy sets when its time has come; it does not look at the clock, `nextOccurrenceSeconds` does.
 * What it leaves out stays as it is, except that desired is brought inside the new limits. It is the one kind that
 * scales in while instances are warming: it is an order, not a reaction.
 * Example: min 5 at 08:00 on a group of 2, 0..100 -> min 5, max 100, desired 5.
 */
export function decideScheduled(policy: ScheduledPolicy, observation: Observation, memory: PolicyMemory): Decision {
  const minCount = policy.minCount ?? observation.minCount;
  const maxCount = policy.maxCount ?? observation.maxCount;
  const desiredCount = clampCount(policy.desiredCount ?? observation.desiredCount, minCount, maxCount);
  const from = `${observation.desiredCount} in ${observation.minCount}..${observation.maxCount}`;
  const reason = `schedule ${policy.name} at ${policy.atUtc} UTC: desired ${from} -> ${desiredCount} in ${minCount}..${maxCount}`;
  return { desiredCount, minCount, maxCount, reason, memory };
}

/**
 * The first time strictly after `afterSeconds` at which the policy acts; the schedule repeats every week. Seconds since
 * Monday 00:00 UTC, as in `Observation.nowSeconds`; times before zero work too.
 * Example: Tuesdays at 06:30, after 0 -> 109,800 (one day, six hours and a half).
 */
export function nextOccurrenceSeconds(
  policy: Pick<ScheduledPolicy, 'atUtc' | 'weekdays'>,
  afterSeconds: Seconds,
): Seconds {
  const [hours, minutes] = policy.atUtc.split(':').map(Number) as [number, number];
  const ofDaySeconds = hours * SECONDS_PER_HOUR + minutes * SECONDS_PER_MINUTE;
  const weekStartSeconds = Math.floor(afterSeconds / SECONDS_PER_WEEK) * SECONDS_PER_WEEK;
  let nextSeconds = Infinity;
  for (const weekday of policy.weekdays) {
    const thisWeek = weekStartSeconds + WEEKDAYS.indexOf(weekday) * SECONDS_PER_DAY + ofDaySeconds;
    nextSeconds = Math.min(nextSeconds, thisWeek > afterSeconds ? thisWeek : thisWeek + SECONDS_PER_WEEK);
  }
  return nextSeconds;
}
