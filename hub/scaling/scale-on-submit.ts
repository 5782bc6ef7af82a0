/**
 * Scale on submit: the function that takes a job in reads the backlog and sets the desired capacity itself, seconds
 * instead of the minutes an alarm needs. Ours, not AWS's; it only ever raises, so alarms keep the whole scale-in.
 */
import { clampCount } from './clamp-count.ts';
import { keepDesired } from './keep-desired.ts';
import type { Decision, Observation, PolicyMemory, ScaleOnSubmitPolicy } from './policy.ts';
import { clampedText, numberText } from './reason-text.ts';

/**
 * What a submitted job asks of the group: `max(desired, clamp(ceil(backlog / backlogPerInstance)))`, at most one change
 * in `minIntervalSeconds`. `observation.metricValue` is the backlog, waiting and running. Only a change starts the
 * interval, so that a call that asks for nothing never holds up one that does.
 * Example: backlog 40, 3 per instance, desired 5 of max 100 -> 14.
 */
export function decideScaleOnSubmit(
  policy: ScaleOnSubmitPolicy,
  observation: Observation,
  memory: PolicyMemory,
): Decision {
  const { nowSeconds, metricValue, desiredCount, minCount, maxCount } = observation;
  const sinceSeconds = nowSeconds - (memory.lastActedSeconds ?? -Infinity);
  if (sinceSeconds < policy.minIntervalSeconds) {
    const wait = `last change was ${numberText(sinceSeconds)} s ago, less than ${policy.minIntervalSeconds} s`;
    return keepDesired(observation, memory, `${wait}: desired stays ${desiredCount}`);
  }
  const askedCount = Math.ceil(metricValue / policy.backlogPerInstance);
  const allowedCount = clampCount(Math.max(desiredCount, askedCount), minCount, maxCount);
  const per = numberText(policy.backlogPerInstance);
  const asks = `backlog ${numberText(metricValue)} at ${per} per instance asks for ${askedCount}`;
  if (allowedCount <= desiredCount) {
    return keepDesired(observation, memory, `${asks}, desired stays ${desiredCount}`);
  }
  const reason = `${asks} -> ${clampedText(askedCount, allowedCount, observation)}`;
  return { desiredCount: allowedCount, reason, memory: { lastActedSeconds: nowSeconds } };
}
