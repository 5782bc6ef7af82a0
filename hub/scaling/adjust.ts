/**
 * The adjustment arithmetic of step scaling: what a step's number means for a capacity. Source: EC2 Auto Scaling
 * guide, 2023-06-15, "Scaling adjustment types" [H].
 */
import { assertNever } from '../assert-never.ts';
import type { Count } from '../units.ts';
import type { StepPolicy } from './policy.ts';

/** How a step policy reads the numbers of its steps. */
export type AdjustmentRule = Pick<StepPolicy, 'adjustmentType' | 'minAdjustmentMagnitude'>;

/**
 * The capacity one adjustment asks for, a whole number before it is clamped to the group's limits (so it may be
 * negative).
 *
 * @param adjustment instances (ChangeInCapacity, ExactCapacity) or percent (PercentChangeInCapacity).
 * @param basisCount the capacity the adjustment is added to.
 *
 * Example: 30 percent of 11 is 3.3, rounded to 3: `adjustedCount({ adjustmentType: 'PercentChangeInCapacity' }, 30, 11)`
 * is 14.
 */
export function adjustedCount(rule: AdjustmentRule, adjustment: number, basisCount: Count): number {
  switch (rule.adjustmentType) {
    case 'ChangeInCapacity':
      return basisCount + adjustment;
    case 'ExactCapacity':
      return adjustment;
    case 'PercentChangeInCapacity':
      return basisCount + percentChange(adjustment, basisCount, rule.minAdjustmentMagnitude ?? 0);
    default:
      return assertNever(rule.adjustmentType);
  }
}

/**
 * Instances that a percentage adds or removes. A percentage of 0 changes nothing whatever the minimum magnitude; any
 * other percentage changes at least that many, also of an empty group, where AWS states nothing [L].
 */
function percentChange(percent: number, basisCount: Count, minMagnitudeCount: Count): number {
  // Multiplying first keeps whole results exact: 10 percent of 10 is 1, not 1.0000000000000002.
  const rounded = roundPercentResult((percent * basisCount) / 100);
  return Math.sign(percent) * Math.max(Math.abs(rounded), minMagnitudeCount);
}

/**
 * Rounds what a percentage comes to: toward zero, but never to zero from something else.
 * Example: 12.7 -> 12, 0.67 -> 1, -0.58 -> -1, -6.67 -> -6.
 */
export function roundPercentResult(instances: number): number {
  if (instances === 0) return 0;
  if (Math.abs(instances) < 1) return Math.sign(instances);
  return Math.trunc(instances);
}
