/**
 * What a group's policies answer when one of its alarms acts: which of them are asked, and whose answer counts. The simulator's
 * group and the one of a hub on one machine ask the same. Rules: EC2 Auto Scaling guide, 2023-04-27 [H].
 */
import type { Count } from '../units.ts';
import { decide } from './decide.ts';
import type {
  AlarmSpec,
  Decision,
  Observation,
  PolicyMemory,
  ScalingPolicy,
  StepPolicy,
  TargetTrackingPolicy,
} from './policy.ts';
import { resolveConflict } from './resolve-conflict.ts';

/** An alarm of a policy, and what its last evaluation found. */
export type WatchedAlarm = {
  readonly policy: ScalingPolicy;
  readonly spec: AlarmSpec;
  readonly alarm: { readonly state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA' };
  /** What is handed to the policy; NaN when there is nothing. */
  readonly datapoint: number;
};

export type AskedGroup = {
  readonly alarms: readonly WatchedAlarm[];
  readonly desiredCount: Count;
  readonly minCount: Count;
  readonly maxCount: Count;
  /** What each policy remembers; it is written here. */
  readonly memories: Map<ScalingPolicy, PolicyMemory>;
};

/** The group as a policy sees it: its warm-up may be the policy's own. */
export type Observe = (metricValue: number, policy: StepPolicy | TargetTrackingPolicy | undefined) => Observation;

export type Answer = { readonly policyName: string; readonly decision: Decision };

/**
 * An alarm's action asks its own policy. If that wants a change, every other policy of the group whose alarm is in ALARM
 * is asked, too, and of the answers the largest capacity counts.
 *
 * @returns undefined when nothing is to change
 */
export function answerAlarm<Alarm extends WatchedAlarm>(
  alarm: Alarm,
  group: AskedGroup,
  observe: Observe,
): Answer | undefined {
  if (isAtLimit(alarm, group)) return undefined;
  const own = ask(alarm, group, observe);
  if (own === undefined || own.desiredCount === group.desiredCount) return undefined;
  const decisions = [own];
  const names = [alarm.policy.name];
  for (const other of group.alarms) {
    if (other === alarm || other.alarm.state !== 'ALARM') continue;
    const decision = ask(other, group, observe);
    if (decision === undefined) continue;
    decisions.push(decision);
    names.push(other.policy.name);
  }
  const winner = resolveConflict(decisions)!;
  return { policyName: names[decisions.indexOf(winner)]!, decision: winner };
}

/** A group at its maximum need not be asked how much more it wants, every minute for hours; nor one at its minimum. */
function isAtLimit({ policy, spec }: WatchedAlarm, { desiredCount, minCount, maxCount }: AskedGroup): boolean {
  const isHigh = spec.comparison.startsWith('>');
  if (policy.kind === 'step') {
    const goesOneWay = policy.steps.every(({ adjustment }) => (isHigh ? adjustment >= 0 : adjustment <= 0));
    if (policy.adjustmentType === 'ExactCapacity' || !goesOneWay) return false;
  }
  return desiredCount === (isHigh ? maxCount : minCount);
}

/** What one alarm's policy says now; undefined without a datapoint, or when it may not scale in alone. */
function ask({ policy, datapoint }: WatchedAlarm, group: AskedGroup, observe: Observe): Decision | undefined {
  if (Number.isNaN(datapoint)) return undefined;
  const warmed = policy.kind === 'step' || policy.kind === 'targetTracking' ? policy : undefined;
  const decision = decide(policy, observe(datapoint, warmed), group.memories.get(policy) ?? {});
  group.memories.set(policy, decision.memory);
  // A target tracking policy scales in only together with all others that may.
  const isAlone = policy.kind === 'targetTracking' && decision.desiredCount < group.desiredCount && !canTrackIn(group);
  return isAlone ? undefined : decision;
}

/** Whether the low alarms of all its target tracking policies are in ALARM. */
function canTrackIn(group: AskedGroup): boolean {
  return group.alarms.every(
    ({ policy, spec, alarm }) => policy.kind !== 'targetTracking' || spec.comparison !== '<' || alarm.state === 'ALARM',
  );
}
