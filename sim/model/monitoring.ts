/**
 * CloudWatch around the hub: once a minute each fleet's metrics are sampled and published late; each alarm is evaluated
 * once a minute at a time of its own; an alarm in ALARM asks its group's policies. Rules: CloudWatch guide, 2023-05-18;
 * SQS guide, 2023-05-05; EC2 Auto Scaling guide, 2023-04-27 [H]; the lag of publication is an assumption.
 */
import { assertNever } from '../../hub/assert-never.ts';
import { decide } from '../../hub/scaling/decide.ts';
import type { Decision, ScalingMetric } from '../../hub/scaling/policy.ts';
import { resolveConflict } from '../../hub/scaling/resolve-conflict.ts';
import { nextOccurrenceSeconds } from '../../hub/scaling/scheduled.ts';
import { SECONDS_PER_MINUTE } from '../../hub/units.ts';
import { evaluateAlarm } from './cloudwatch/alarm.ts';
import { backlogPerInstance } from './cloudwatch/metric-math.ts';
import { publish } from './cloudwatch/metric-series.ts';
import { cpuPercentOf } from './cpu-percent.ts';
import { ALARM_EVALUATION, SCHEDULED_ACTION } from './event-kinds.ts';
import { reconcile } from './group.ts';
import { oldestAgeSeconds } from './message-queue.ts';
import { hasMetrics, touchQueue } from './queue-activity.ts';
import { askedOfGroup, requestDesired } from './scaling-requests.ts';
import type { AlarmState, FleetState, GroupState, ScheduledState, World } from './world.ts';

/** The minute that ends now, of every fleet. */
export function sampleMetrics(world: World): void {
  const { nowSeconds } = world.calendar;
  const { metricPublishLagSecondsLow: low, metricPublishLagSecondsHigh: high } = world.assumptions;
  for (const fleet of world.fleets) {
    keepActive(world, fleet);
    const availableSeconds = nowSeconds + low + fleet.publication.uniform() * Math.max(0, high - low);
    for (const group of fleet.groups) {
      for (const alarm of group.alarms) {
        const value = metricOf(world, group, alarm.spec.metric);
        if (!Number.isNaN(value)) publish(alarm.series, nowSeconds - SECONDS_PER_MINUTE, value, availableSeconds);
      }
    }
  }
}

/** One alarm's minute: evaluate, and act for as long as it is in ALARM. */
export function evaluate(world: World, alarm: AlarmState): void {
  const { nowSeconds } = world.calendar;
  world.calendar.schedule(nowSeconds + SECONDS_PER_MINUTE, ALARM_EVALUATION, alarm.index);
  const evaluation = evaluateAlarm(alarm.alarm, alarm.series, nowSeconds);
  alarm.datapoint = evaluation.datapoint ?? Number.NaN;
  if (evaluation.actionDue) actOnAlarms(world, alarm.group);
}

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
  const afterSeconds = world.startSecondsOfWeek + world.calendar.nowSeconds - lagSeconds;
  const dueSeconds = nextOccurrenceSeconds(scheduled.policy, afterSeconds) - world.startSecondsOfWeek;
  world.calendar.schedule(dueSeconds + lagSeconds, SCHEDULED_ACTION, index);
}

/**
 * Asks every policy of the group whose alarm is in ALARM; of several answers the largest capacity counts. A target
 * tracking policy scales in only together with all others that may.
 */
function actOnAlarms(world: World, group: GroupState): void {
  const decisions: Decision[] = [];
  const names: string[] = [];
  for (const { alarm, policy, datapoint } of group.alarms) {
    if (alarm.state !== 'ALARM' || Number.isNaN(datapoint)) continue;
    const warmed = policy.kind === 'step' || policy.kind === 'targetTracking' ? policy : undefined;
    const decision = decide(policy, askedOfGroup(world, group, datapoint, warmed), group.memories.get(policy) ?? {});
    group.memories.set(policy, decision.memory);
    if (policy.kind === 'targetTracking' && decision.desiredCount < group.desiredCount && !canTrackIn(group)) continue;
    decisions.push(decision);
    names.push(policy.name);
  }
  const winner = resolveConflict(decisions);
  if (winner !== undefined) requestDesired(world, group, names[decisions.indexOf(winner)]!, winner);
}

/** Whether the low alarms of all its target tracking policies are in ALARM. */
function canTrackIn(group: GroupState): boolean {
  return group.alarms.every(
    ({ policy, spec, alarm }) => policy.kind !== 'targetTracking' || spec.comparison !== '<' || alarm.state === 'ALARM',
  );
}

/** A group's metric now; NaN while no queue of its fleet publishes any. */
function metricOf(world: World, group: GroupState, metric: ScalingMetric): number {
  const { fleet } = group;
  if (metric === 'cpuPercent') return cpuPercentOf(world, group);
  // An inactive queue counts as empty beside an active one: FILL(m, 0) in the deployed metric math.
  const queues = fleet.queues.filter(queue => hasMetrics(world, queue));
  if (queues.length === 0) return Number.NaN;
  const visible = queues.reduce((sum, queue) => sum + queue.visibleCount, 0);
  const inFlight = queues.reduce((sum, queue) => sum + queue.inFlightCount, 0);
  switch (metric) {
    case 'visible':
      return visible;
    case 'inFlight':
      return inFlight;
    case 'backlog':
      return visible + inFlight;
    case 'backlogPerInstance':
      return backlogPerInstance(visible + inFlight, inServiceCount(fleet));
    case 'oldestAgeSeconds':
      return Math.max(...queues.map(queue => oldestAgeSeconds(queue, world.jobs, world.calendar.nowSeconds)));
    default:
      return assertNever(metric);
  }
}

/** GroupInServiceInstances of base and burst together. */
function inServiceCount(fleet: FleetState): number {
  let count = 0;
  for (const group of fleet.groups) {
    for (const member of group.members) if (member.state === 'inService') count += 1;
  }
  return count;
}

/** Messages and long polls keep a queue active. */
function keepActive(world: World, fleet: FleetState): void {
  const isPolled = inServiceCount(fleet) > 0;
  for (const queue of fleet.queues) {
    if (isPolled || queue.visibleCount + queue.inFlightCount > 0) touchQueue(world, queue);
  }
}
