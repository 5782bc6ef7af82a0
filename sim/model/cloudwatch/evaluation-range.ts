/** How far back an alarm looks. */
import type { AlarmSpec } from '../../../hub/scaling/policy.ts';
import { type Count, SECONDS_PER_MINUTE } from '../../../hub/units.ts';

/**
 * CloudWatch fetches more datapoints than it needs, in case some are missing: 5 for 3 in its guide of 2023-05-18 [H].
 * For other counts it says only that the number depends on period and resolution; we add the same 2 [L].
 */
const EXTRA_PERIODS = 2;

/** Minutes a series must hold beyond the range: the one that is running, and one published ahead of its hour. */
const MARGIN_MINUTES = 2;

/** Datapoints, real or missing, that one evaluation looks at. Example: 5 for N = 3. */
export function evaluationRange(spec: Pick<AlarmSpec, 'evaluationPeriods'>): Count {
  return spec.evaluationPeriods + EXTRA_PERIODS;
}

/** Minutes a metric series must remember for this alarm. Example: 3 periods of 60 s -> 7. */
export function minutesNeeded(spec: Pick<AlarmSpec, 'evaluationPeriods' | 'periodSeconds'>): Count {
  return evaluationRange(spec) * (spec.periodSeconds / SECONDS_PER_MINUTE) + MARGIN_MINUTES;
}
