/**
 * What makes a group ask its policies: an alarm that is in ALARM, every minute anew, or the time of a schedule.
 * Rules: EC2 Auto Scaling guide, 2023-04-27 [H].
 */
import { decide } from '../../hub/scaling/decide.ts';
import type { Decision } from '../../hub/scaling/policy.ts';
import { resolveConflict } from '../../hub/scaling/resolve-conflict.ts';
import { nextOccurrenceSeconds } from '../../hub/scaling/scheduled.ts';
import { SCHEDULED_ACTION } from './event-kinds.ts';
import { reconcile } from './group.ts';
import { askedOfGroup, requestDesired } from './scaling-requests.ts';
import type { AlarmState, GroupState, ScheduledState, World } from './world.ts';

/** A scheduled action: sets limits and capacity, and waits for its next time. */
export function runScheduledAction(world: World, scheduled: ScheduledState, index: number): void {
  const { group, policy } = scheduled;
  const decision = decide(policy, askedOfGroup(world, group, Number.NaN, undefined), {});
  group.minCount = decision.minCount ?? group.minCount;
  group.maxCount = decision.maxCount ?? group.maxCount;
  const { nowSeconds } = world.calendar;
  if (decision.desiredCount !== group.desiredCount) {
    world.decisions.push({
      atSeconds: nowSeconds,
      group: group.index,
      policy: policy.name,
      fromCount: group.desiredCount,
      toCount: decision.desiredCount,
      reason: decision.reason,
    });
    group.desiredCount = decision.desiredCount;
    reconcile(world, group);
  }
  scheduleNext(world, scheduled, index);
}

/** Puts the policy's next occurrence on the calendar, late by `scheduledActionLagSeconds`. */
export function scheduleNext(world: World, scheduled: ScheduledState, index: number): void {
  const lagSeconds = world.assumptions.scheduledActionLagSeconds;
  // Schedules are written to the minute; rounding keeps the one that has just fired from being found again.
  const afterSeconds = Math.round(world.startSecondsOfWeek + world.calendar.nowSeconds - lagSeconds);
  const dueSeconds = nextOccurrenceSeconds(scheduled.policy, afterSeconds) - world.startSecondsOfWeek;
  world.calendar.schedule(dueSeconds + lagSeconds, SCHEDULED_ACTION, index);
}

/**
 * An alarm's action asks its own policy. If that wants a change, every other policy of the group whose alarm is in ALARM
 * is asked, too, and of the answers the largest capacity counts.
 */
export function actOnAlarm(world: World, alarm: AlarmState): void {
  const { group } = alarm;
  if (isAtLimit(alarm)) return;
  const own = ask(world, alarm);
  if (own === undefined || own.desiredCount === group.desiredCount) return;
  const decisions = [own];
  const names = [alarm.policy.name];
  for (const other of group.alarms) {
    if (other === alarm || other.alarm.state !== 'ALARM') continue;
    const decision = ask(world, other);
    if (decision === undefined) continue;
    decisions.push(decision);
    names.push(other.policy.name);
  }
  const winner = resolveConflict(decisions)!;
  requestDesired(world, group, names[decisions.indexOf(winner)]!, winner);
}

/** A group at its maximum need not be asked how much more it wants, every minute for hours; nor one at its minimum. */
function isAtLimit({ group, policy, spec }: AlarmState): boolean {
  const isHigh = spec.comparison.startsWith('>');
  if (policy.kind === 'step') {
    const goesOneWay = policy.steps.every(({ adjustment }) => (isHigh ? adjustment >= 0 : adjustment <= 0));
    if (policy.adjustmentType === 'ExactCapacity' || !goesOneWay) return false;
  }
  return group.desiredCount === (isHigh ? group.maxCount : group.minCount);
}

/** What one alarm's policy says now; undefined without a datapoint, or when it may not scale in alone. */
function ask(world: World, { group, policy, datapoint }: AlarmState): Decision | undefined {
  if (Number.isNaN(datapoint)) return undefined;
  const warmed = policy.kind === 'step' || policy.kind === 'targetTracking' ? policy : undefined;
  const decision = decide(policy, askedOfGroup(world, group, datapoint, warmed), group.memories.get(policy) ?? {});
  group.memories.set(policy, decision.memory);
  // A target tracking policy scales in only together with all others that may.
  const isAlone = policy.kind === 'targetTracking' && decision.desiredCount < group.desiredCount && !canTrackIn(group);
  return isAlone ? undefined : decision;
}

/** Whether the low alarms of all its target tracking policies are in ALARM. */
function canTrackIn(group: GroupState): boolean {
  return group.alarms.every(
    ({ policy, spec, alarm }) => policy.kind !== 'targetTracking' || spec.comparison !== '<' || alarm.state === 'ALARM',
  );
}
