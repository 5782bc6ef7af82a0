/**
 * The two alarms Auto Scaling makes and owns for a target tracking policy. Their settings are not in the guides; these
 * are what deployed policies show.
 */
import type { AlarmSpec, TargetTrackingPolicy } from './policy.ts';

/** High alarm: 3 datapoints of 3. Seen in aws/containers-roadmap 638 and terraform-provider-aws 42553 [M]. */
const HIGH_ALARM_PERIODS = 3;
/** Low alarm: 15 datapoints of 15. Same threads [M]. */
const LOW_ALARM_PERIODS = 15;
/** Low alarm's threshold as a share of the target: 36 for a target of 40. From memory of deployed alarms [L]. */
export const LOW_ALARM_RATIO = 0.9;
/** One-minute datapoints: SQS and detailed EC2 monitoring publish no faster [H]. */
const PERIOD_SECONDS = 60;

/**
 * The alarms of a target tracking policy: `NAME-high`, and `NAME-low` unless scale-in is disabled. Missing data leaves
 * both in INSUFFICIENT_DATA, and the group as it is (EC2 Auto Scaling guide, 2023-01-03 [H]).
 * Example: target 40 -> high `> 40` 3 of 3, low `< 36` 15 of 15.
 */
export function targetTrackingAlarms(policy: TargetTrackingPolicy): readonly AlarmSpec[] {
  const both = { metric: policy.metric, periodSeconds: PERIOD_SECONDS, missingData: 'missing' } as const;
  const high: AlarmSpec = {
    ...both,
    name: `${policy.name}-high`,
    comparison: '>',
    threshold: policy.target,
    evaluationPeriods: HIGH_ALARM_PERIODS,
    datapointsToAlarm: HIGH_ALARM_PERIODS,
  };
  if (policy.disableScaleIn) return [high];
  const low: AlarmSpec = {
    ...both,
    name: `${policy.name}-low`,
    comparison: '<',
    threshold: LOW_ALARM_RATIO * policy.target,
    evaluationPeriods: LOW_ALARM_PERIODS,
    datapointsToAlarm: LOW_ALARM_PERIODS,
  };
  return [high, low];
}
