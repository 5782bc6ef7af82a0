/**
 * What makes a group ask its policies: an alarm that is in ALARM, every minute anew, or the time of a schedule.
 * Rules: EC2 Auto Scaling guide, 2023-04-27 [H].
 */
import { answerAlarm } from '../../hub/scaling/answer-alarm.ts';
import { decide } from '../../hub/scaling/decide.ts';
import { nextOccurrenceSeconds } from '../../hub/scaling/scheduled.ts';
import { SCHEDULED_ACTION } from './event-kinds.ts';
import { reconcile } from './group.ts';
import { askedOfGroup, requestDesired } from './scaling-requests.ts';
import type { AlarmState, ScheduledState, World } from './world.ts';

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

/** An alarm's action: what the group's policies answer sets out for the group. */
export function actOnAlarm(world: World, alarm: AlarmState): void {
  const { group } = alarm;
  const answer = answerAlarm(alarm, group, (value, policy) => askedOfGroup(world, group, value, policy));
  if (answer !== undefined) requestDesired(world, group, answer.policyName, answer.decision);
}
