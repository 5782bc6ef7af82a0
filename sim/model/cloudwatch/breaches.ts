import { assertNever } from '../../../hub/assert-never.ts';
import type { AlarmSpec } from '../../../hub/scaling/policy.ts';

/** Whether a datapoint violates an alarm's threshold. Example: `> 10` is breached by 11, not by 10. */
export function breaches(spec: Pick<AlarmSpec, 'comparison' | 'threshold'>, value: number): boolean {
  switch (spec.comparison) {
    case '>':
      return value > spec.threshold;
    case '>=':
      return value >= spec.threshold;
    case '<':
      return value < spec.threshold;
    case '<=':
      return value <= spec.threshold;
    default:
      return assertNever(spec.comparison);
  }
}
