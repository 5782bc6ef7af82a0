import { assertNever } from '../assert-never.ts';
import type { AlarmSpec, ScalingPolicy, StepPolicy } from './policy.ts';
import { targetTrackingAlarms } from './target-tracking-alarms.ts';

/**
 * The alarms that set a policy off: one for a step policy, two for target tracking, none for those that no metric
 * starts. The deployment creates and the simulator emulates exactly these (target tracking's are created by AWS).
 * Example: a step policy `visible > 10` -> one alarm of its own name, 1 of 1, 60 s.
 */
export function alarmsOf(policy: ScalingPolicy): readonly AlarmSpec[] {
  switch (policy.kind) {
    case 'step':
      return [stepAlarm(policy)];
    case 'targetTracking':
      return targetTrackingAlarms(policy);
    case 'scheduled':
    case 'scaleOnSubmit':
      return [];
    default:
      return assertNever(policy);
  }
}

function stepAlarm(policy: StepPolicy): AlarmSpec {
  const { name, metric, comparison, threshold, periodSeconds, evaluationPeriods, missingData } = policy;
  const datapointsToAlarm = policy.datapointsToAlarm ?? evaluationPeriods;
  return { name, metric, comparison, threshold, periodSeconds, evaluationPeriods, datapointsToAlarm, missingData };
}
