/**
 * Step scaling: the larger the breach, the larger the change. It keeps answering while instances launch, but counts
 * only warm ones, so a breach that repeats within one step adds nothing until they are warm.
 * Source: EC2 Auto Scaling guide, as-scaling-simple-step, 2023-06-15, and 2021-12-03 for the warm-up example and
 * terminating instances, which later editions leave out [H].
 */
import type { Count } from '../units.ts';
import { adjustedCount } from './adjust.ts';
import { clampCount } from './clamp-count.ts';
import { keepDesired } from './keep-desired.ts';
import { matchingStep, rangeText } from './matching-step.ts';
import type { Decision, Observation, PolicyMemory, Step, StepPolicy } from './policy.ts';
import { clampedText, numberText } from './reason-text.ts';

/**
 * What one step policy asks of one group, given its alarm's datapoint.
 *
 * Out: `max(desired, clamp(current + adjustment))`. In: `min(desired, clamp(current + terminating + adjustment))`, and
 * only when nothing is warming.
 *
 * Example: 10 running, "+10 percent" at 60, "+30 percent" at 70. At 60 -> 11; at 62 while the eleventh warms up, still
 * 11 (10 percent of the 10 warm ones); at 70 -> 13 (30 percent of those 10).
 */
export function decideStep(policy: StepPolicy, observation: Observation, memory: PolicyMemory): Decision {
  const breach = breachText(policy, observation.metricValue);
  const step = matchingStep(policy, observation.metricValue);
  if (step === undefined) {
    return keepDesired(observation, memory, `${breach}: no step matches, desired stays ${observation.desiredCount}`);
  }
  const direction = directionOf(policy, step, observation.desiredCount);
  const basisCount = observation.currentCount + (direction < 0 ? (observation.terminatingCount ?? 0) : 0);
  const what = `${breach}: step ${rangeText(policy, step)} ${changeText(policy, step, basisCount)}`;
  if (direction === 0) {
    return keepDesired(observation, memory, `${what}, desired stays ${observation.desiredCount}`);
  }
  // A scale-in waits until every launched instance is warm.
  if (direction < 0 && observation.warmingCount > 0) {
    return keepDesired(observation, memory, `${what}, blocked while ${observation.warmingCount} are warming`);
  }
  const askedCount = adjustedCount(policy, step.adjustment, basisCount);
  const desiredCount = newDesired(direction, askedCount, observation);
  if (desiredCount === observation.desiredCount) {
    return keepDesired(observation, memory, `${what}, desired is already ${desiredCount}`);
  }
  return { desiredCount, reason: `${what} -> ${clampedText(askedCount, desiredCount, observation)}`, memory };
}

/** 1 out, -1 in, 0 neither. An exact capacity goes wherever it lies from the desired one. */
function directionOf(policy: StepPolicy, step: Step, desiredCount: Count): number {
  return Math.sign(policy.adjustmentType === 'ExactCapacity' ? step.adjustment - desiredCount : step.adjustment);
}

function newDesired(direction: number, askedCount: number, observation: Observation): Count {
  const { desiredCount, minCount, maxCount } = observation;
  const allowedCount = clampCount(askedCount, minCount, maxCount);
  const unclamped = direction > 0 ? Math.max(desiredCount, allowedCount) : Math.min(desiredCount, allowedCount);
  return clampCount(unclamped, minCount, maxCount);
}

function breachText(policy: StepPolicy, metricValue: number): string {
  const offset = metricValue - policy.threshold;
  const place = offset === 0 ? 'at' : `${numberText(Math.abs(offset))} ${offset > 0 ? 'above' : 'below'}`;
  return `${policy.metric} ${numberText(metricValue)} is ${place} ${numberText(policy.threshold)}`;
}

function changeText(policy: StepPolicy, step: Step, basisCount: Count): string {
  if (policy.adjustmentType === 'ExactCapacity') return `sets ${step.adjustment}`;
  const percent = policy.adjustmentType === 'PercentChangeInCapacity' ? ' percent' : '';
  const verb = step.adjustment < 0 ? 'removes' : 'adds';
  const preposition = step.adjustment < 0 ? 'from' : 'to';
  return `${verb} ${Math.abs(step.adjustment)}${percent} ${preposition} ${basisCount}`;
}
