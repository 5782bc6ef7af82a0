/**
 * CloudWatch around the hub: once a minute each fleet's metrics are sampled and published late, and each alarm is
 * evaluated once a minute at a time of its own. Rules: CloudWatch guide, 2023-05-18; SQS guide, 2023-05-05 [H]; the lag
 * of publication is an assumption.
 */
import { assertNever } from '../../hub/assert-never.ts';
import type { ScalingMetric } from '../../hub/scaling/policy.ts';
import { type Count, SECONDS_PER_MINUTE } from '../../hub/units.ts';
import { evaluateAlarm } from './cloudwatch/alarm.ts';
import { backlogPerInstance } from './cloudwatch/metric-math.ts';
import { publish } from './cloudwatch/metric-series.ts';
import { cpuPercentOf } from './cpu-percent.ts';
import { ALARM_EVALUATION } from './event-kinds.ts';
import { oldestAgeSeconds } from './message-queue.ts';
import { hasMetrics, touchQueue } from './queue-activity.ts';
import { actOnAlarm } from './scaling-actions.ts';
import type { AlarmState, FleetState, GroupState, QueueState, World } from './world.ts';

/** The minute that ends now, of every fleet. */
export function sampleMetrics(world: World): void {
  const { nowSeconds } = world.calendar;
  const { metricPublishLagSecondsLow: low, metricPublishLagSecondsHigh: high } = world.assumptions;
  for (const fleet of world.fleets) {
    const sample = sampleFleet(world, fleet);
    const availableSeconds = nowSeconds + low + fleet.publication.uniform() * Math.max(0, high - low);
    for (const group of fleet.groups) {
      for (const alarm of group.alarms) {
        const value = metricOf(world, group, alarm.spec.metric, sample);
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
  if (evaluation.actionDue) actOnAlarm(world, alarm);
}

/** A fleet's queues and instances at this moment, counted once for all of its alarms. */
type FleetSample = {
  readonly visible: Count;
  readonly inFlight: Count;
  readonly inService: Count;
  /** The queues that publish metrics now. */
  readonly published: readonly QueueState[];
};

/** Messages and long polls keep a queue active. An inactive queue counts as empty beside an active one. */
function sampleFleet(world: World, fleet: FleetState): FleetSample {
  let inService = 0;
  for (const group of fleet.groups) {
    for (const member of group.members) if (member.state === 'inService') inService += 1;
  }
  let visible = 0;
  let inFlight = 0;
  const published: QueueState[] = [];
  for (const queue of fleet.queues) {
    if (inService > 0 || queue.visibleCount + queue.inFlightCount > 0) touchQueue(world, queue);
    if (!hasMetrics(world, queue)) continue;
    visible += queue.visibleCount;
    inFlight += queue.inFlightCount;
    published.push(queue);
  }
  return { visible, inFlight, inService, published };
}

/** A group's metric now; NaN while no queue of its fleet publishes any. GroupInServiceInstances is base and burst together. */
function metricOf(world: World, group: GroupState, metric: ScalingMetric, sample: FleetSample): number {
  if (metric === 'cpuPercent') return cpuPercentOf(world, group);
  if (sample.published.length === 0) return Number.NaN;
  switch (metric) {
    case 'visible':
      return sample.visible;
    case 'inFlight':
      return sample.inFlight;
    case 'backlog':
      return sample.visible + sample.inFlight;
    case 'backlogPerInstance':
      return backlogPerInstance(sample.visible + sample.inFlight, sample.inService);
    case 'oldestAgeSeconds':
      return Math.max(...sample.published.map(queue => oldestAgeSeconds(queue, world.jobs, world.calendar.nowSeconds)));
    default:
      return assertNever(metric);
  }
}
