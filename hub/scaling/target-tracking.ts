/**
 * Target tracking: capacity in proportion to metric / target. AWS publishes the worked example, not the algorithm; the
 * self-tuning it added in November 2024 is not modelled.
 * Source: EC2 Auto Scaling guide, as-scaling-target-tracking, 2023-01-03, and as-using-sqs-queue, 2023-04-27 [H].
 */
import type { Count } from '../units.ts';
import { clampCount } from './clamp-count.ts';
import { keepDesired } from './keep-desired.ts';
import type { Decision, Observation, PolicyMemory, TargetTrackingPolicy } from './policy.ts';
import { clampedText, numberText } from './reason-text.ts';
import { LOW_ALARM_RATIO } from './target-tracking-alarms.ts';

/**
 * An empty group has nothing to multiply; it is taken to have this many instances, or it could never leave zero.
 * Assumption: AWS states no rule for zero capacity [L].
 */
const CAPACITY_ASSUMED_AT_ZERO = 1;

/** Rounding of binary fractions must not buy an instance: 1 x 21 / 0.7 is 30.000000000000004 and means 30. */
const RELATIVE_ROUNDING_ERROR = 1e-9;

/**
 * What one target tracking policy asks of one group, given its alarm's datapoint.
 *
 * Out above the target: `max(desired, clamp(ceil(current x metric / target)))`. In below 0.9 of it, when nothing is
 * warming: the same number, which removes the fewer where instances do not divide (1.5 too many: 1 goes).
 *
 * Example: 10 instances, 150 waiting each, target 100 -> 15.
 */
export function decideTargetTracking(
  policy: TargetTrackingPolicy,
  observation: Observation,
  memory: PolicyMemory,
): Decision {
  const { metricValue, desiredCount, minCount, maxCount } = observation;
  const metric = `${policy.metric} ${numberText(metricValue)}`;
  const target = numberText(policy.target);
  if (metricValue > policy.target) {
    const basisCount = Math.max(observation.currentCount, CAPACITY_ASSUMED_AT_ZERO);
    const askedCount = proportionalCount(basisCount, metricValue, policy.target);
    const allowedCount = clampCount(Math.max(desiredCount, askedCount), minCount, maxCount);
    const what = `${metric} is above target ${target}: ${basisCount} x ${numberText(metricValue / policy.target)}`;
    return outcome(askedCount, allowedCount, what, observation, memory);
  }
  const low = numberText(LOW_ALARM_RATIO * policy.target);
  if (metricValue >= LOW_ALARM_RATIO * policy.target) {
    const reason = `${metric} is between ${low} and target ${target}, desired stays ${desiredCount}`;
    return keepDesired(observation, memory, reason);
  }
  const blocked = scaleInBlock(policy, observation);
  if (blocked !== undefined) return keepDesired(observation, memory, `${metric} is below ${low}, but ${blocked}`);
  const basisCount = observation.currentCount + (observation.terminatingCount ?? 0);
  const askedCount = proportionalCount(basisCount, metricValue, policy.target);
  const allowedCount = clampCount(Math.min(desiredCount, askedCount), minCount, maxCount);
  const what = `${metric} is below ${low}: ${basisCount} x ${numberText(metricValue / policy.target)}`;
  return outcome(askedCount, allowedCount, what, observation, memory);
}

function proportionalCount(basisCount: Count, metricValue: number, target: number): Count {
  const exact = (basisCount * metricValue) / target;
  return Math.max(0, Math.ceil(exact * (1 - RELATIVE_ROUNDING_ERROR)));
}

function scaleInBlock(policy: TargetTrackingPolicy, observation: Observation): string | undefined {
  if (policy.disableScaleIn) return `scale-in is disabled, desired stays ${observation.desiredCount}`;
  if (observation.warmingCount > 0) return `scale-in is blocked while ${observation.warmingCount} are warming`;
  return undefined;
}

function outcome(
  askedCount: Count,
  desiredCount: Count,
  what: string,
  observation: Observation,
  memory: PolicyMemory,
): Decision {
  const asks = `${what} asks for ${askedCount}`;
  if (desiredCount === observation.desiredCount) {
    return keepDesired(observation, memory, `${asks}, desired is already ${desiredCount}`);
  }
  return { desiredCount, reason: `${asks} -> ${clampedText(askedCount, desiredCount, observation)}`, memory };
}
