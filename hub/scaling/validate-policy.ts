/**
 * What a policy's schema cannot say: rules across fields, AWS's own and the traps of queue-fed fleets. Every problem of
 * a policy is reported at once.
 */
import { assertNever } from '../assert-never.ts';
import type {
  ScaleOnSubmitPolicy,
  ScalingMetric,
  ScalingPolicy,
  ScheduledPolicy,
  TargetTrackingPolicy,
} from './policy.ts';
import type { PolicyProblem } from './policy-problem.ts';
import { problemsOfStepAlarm } from './problems-of-step-alarm.ts';
import { problemsOfSteps } from './problems-of-steps.ts';

/**
 * All problems of one policy that already has the schema's shape; empty when it is sound. Paths start at the policy.
 * Example: steps [0, 10) and [20, inf) -> one error at `['steps', 1, 'lowerBound']`, "leave a gap".
 */
export function problemsOf(policy: ScalingPolicy): readonly PolicyProblem[] {
  switch (policy.kind) {
    case 'step':
      return [...problemsOfStepAlarm(policy), ...problemsOfSteps(policy)];
    case 'targetTracking':
      return problemsOfTarget(policy);
    case 'scheduled':
      return problemsOfSchedule(policy);
    case 'scaleOnSubmit':
      return problemsOfSubmit(policy);
    default:
      return assertNever(policy);
  }
}

/** Metrics that do not fall when instances are added in proportion, which target tracking takes for granted. */
const NOT_PER_INSTANCE: readonly ScalingMetric[] = ['visible', 'inFlight', 'backlog', 'oldestAgeSeconds'];

function problemsOfTarget(policy: TargetTrackingPolicy): readonly PolicyProblem[] {
  if (NOT_PER_INSTANCE.includes(policy.metric)) {
    // EC2 Auto Scaling guide, as-scaling-target-tracking, 2023-01-03, "Choose metrics" names the visible count [H].
    const message = `${policy.metric} does not change in proportion to the number of instances, which target tracking needs`;
    return [{ severity: 'warning', path: ['metric'], message, hint: 'use backlogPerInstance, or a step policy' }];
  }
  if (policy.metric !== 'cpuPercent') return [];
  if (policy.target >= 100) {
    const message = `a CPU target must be below 100 (saw ${policy.target}), or its high alarm never fires`;
    return [{ severity: 'error', path: ['target'], message, hint: 'set a target between 1 and 99' }];
  }
  const message = 'cpuPercent does not measure the backlog of GPU workers, and an empty fleet has no CPU to measure';
  return [{ severity: 'warning', path: ['metric'], message, hint: 'use backlogPerInstance' }];
}

function problemsOfSchedule(policy: ScheduledPolicy): readonly PolicyProblem[] {
  const { minCount, maxCount, desiredCount } = policy;
  if (minCount === undefined && maxCount === undefined && desiredCount === undefined) {
    const message = 'must set at least one of minCount, maxCount and desiredCount';
    return [{ severity: 'error', path: [], message, hint: 'add minCount, maxCount or desiredCount' }];
  }
  const problems: PolicyProblem[] = [];
  const mustNotExceed = (low: number | undefined, lowName: string, high: number | undefined, highName: string) => {
    if (low === undefined || high === undefined || low <= high) return;
    const message = `${lowName} must be <= ${highName} (saw ${low}, ${highName} ${high})`;
    problems.push({ severity: 'error', path: [lowName], message, hint: `lower ${lowName} or raise ${highName}` });
  };
  mustNotExceed(minCount, 'minCount', maxCount, 'maxCount');
  mustNotExceed(minCount, 'minCount', desiredCount, 'desiredCount');
  mustNotExceed(desiredCount, 'desiredCount', maxCount, 'maxCount');
  return problems;
}

function problemsOfSubmit(policy: ScaleOnSubmitPolicy): readonly PolicyProblem[] {
  if (policy.minIntervalSeconds > 0) return [];
  const message = 'minIntervalSeconds 0 lets every submitted job call Auto Scaling, which throttles bursts';
  return [{ severity: 'warning', path: ['minIntervalSeconds'], message, hint: 'set minIntervalSeconds to 10' }];
}
