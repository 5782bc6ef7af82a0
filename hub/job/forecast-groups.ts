/**
 * The groups that serve a queue, as a forecast moves them: who is ready, who boots, and what the plan's own policies do about
 * what they see. Scale-in is left out: a forecast is of the jobs that wait, and no policy takes a worker from those.
 */
import { meanOf } from '../mean-of.ts';
import type { BaseGroup, BurstGroup, HubPlan } from '../plan/hub-plan.ts';
import { alarmsOf } from '../scaling/alarms-of.ts';
import { decide } from '../scaling/decide.ts';
import type { AlarmSpec, PolicyMemory, ScalingPolicy } from '../scaling/policy.ts';
import type { Count, Seconds } from '../units.ts';
import { queueServiceSeconds } from './work-seconds.ts';

export type ForecastPlan = Pick<HubPlan, 'queues' | 'fleets' | 'stages' | 'boot' | 'assumptions'>;

/** What is waited for has been submitted, so a policy that scales on submit acts on it, too. */
const AT_ANY_BACKLOG: WatchedAlarm = { metric: 'backlog', comparison: '>', threshold: 0, datapointsToAlarm: 1 };

type WatchedAlarm = Pick<AlarmSpec, 'metric' | 'comparison' | 'threshold' | 'datapointsToAlarm'>;
type Watch = {
  readonly policy: ScalingPolicy;
  /** From what it looks at until those it asks for are ready. */
  readonly responseSeconds: Seconds;
  readonly alarm: WatchedAlarm;
  breachCount: number;
  memory: PolicyMemory;
};

export type ForecastGroup = {
  readonly minCount: Count;
  readonly maxCount: Count;
  /** What a job of this queue takes of a worker's time. */
  readonly serviceSeconds: Seconds;
  readonly watches: readonly Watch[];
  readyCount: number;
  /** When those that boot are ready, soonest first. */
  readonly comingAtSeconds: number[];
};

/** @param inServiceCount over all of them: the first group's up to its maximum, then the next one's */
export function groupsServing(plan: ForecastPlan, queue: string, inServiceCount: Count): ForecastGroup[] {
  let left = inServiceCount;
  return plan.fleets
    .filter(fleet => fleet.queues.includes(queue))
    .flatMap(({ queues, base, burst }) =>
      [base, burst].flatMap(group => (group === undefined ? [] : [{ queues, group }])),
    )
    .map(({ queues, group }) => {
      const serviceSeconds = Math.max(groupServiceSeconds(plan, queues, queue, group), 1e-3);
      const readyCount = Math.min(left, group.maxCount);
      left -= readyCount;
      return groupOf(group, plan, serviceSeconds, readyCount);
    });
}

/** Of a job that the fleet takes from `queue`, with all that it makes in later queues which the fleet prefers to that one. */
function groupServiceSeconds(
  plan: ForecastPlan,
  served: readonly string[],
  queue: string,
  group: BaseGroup | BurstGroup,
): Seconds {
  const order = plan.queues.map(({ name }) => name);
  const preferred = served.slice(0, served.indexOf(queue));
  const made = preferred.filter(other => order.indexOf(other) > order.indexOf(queue));
  return [queue, ...made].reduce((sum, name) => sum + queueServiceSeconds(plan, name, group), 0);
}

function groupOf(
  { minCount, maxCount, bootPath, policies }: BaseGroup | BurstGroup,
  { boot, assumptions }: ForecastPlan,
  serviceSeconds: Seconds,
  readyCount: Count,
): ForecastGroup {
  const path = boot[bootPath];
  const phases = path === undefined ? [] : [path.launchSeconds, path.bootSeconds, path.modelLoadSeconds];
  const bootSeconds = phases.reduce((sum, phase) => sum + meanOf(phase), 0);
  const { metricPublishLagSecondsLow: low, metricPublishLagSecondsHigh: high, alarmActionSeconds } = assumptions;
  return {
    minCount,
    maxCount,
    serviceSeconds,
    watches: policies.flatMap(policy => {
      const isOnSubmit = policy.kind === 'scaleOnSubmit';
      // A submit asks by itself, without waiting for a metric and its alarm.
      const noticeSeconds = isOnSubmit ? 0 : (low + high) / 2 + alarmActionSeconds;
      return (isOnSubmit ? [AT_ANY_BACKLOG] : alarmsOf(policy))
        .filter(({ comparison }) => comparison.startsWith('>'))
        .map(
          (alarm): Watch => ({
            policy,
            alarm,
            responseSeconds: noticeSeconds + bootSeconds,
            breachCount: 0,
            memory: {},
          }),
        );
    }),
    readyCount,
    // None is fewer than its minimum for long.
    comingAtSeconds: Array.from({ length: Math.max(0, minCount - readyCount) }, () => bootSeconds),
  };
}

export const readyCountOf = (groups: readonly ForecastGroup[]): Count =>
  groups.reduce((sum, group) => sum + group.readyCount, 0);

export type SeenByPolicies = {
  readonly visible: number;
  readonly busy: number;
  /** Over all groups. */
  readonly readyCount: number;
  readonly nowSeconds: Seconds;
  /** Whether the metrics have a new one; a submit is seen at any time. */
  readonly isDatapoint: boolean;
};

/** What the policies ask for of what they see is on its way. */
export function scaleOut(group: ForecastGroup, seen: SeenByPolicies): void {
  const { nowSeconds } = seen;
  for (const watch of group.watches) {
    if (!seen.isDatapoint && watch.policy.kind !== 'scaleOnSubmit') continue;
    const metricValue = metricOf(watch.alarm, seen);
    const isBreach =
      watch.alarm.comparison === '>' ? metricValue > watch.alarm.threshold : metricValue >= watch.alarm.threshold;
    watch.breachCount = isBreach ? watch.breachCount + 1 : 0;
    if (watch.breachCount < watch.alarm.datapointsToAlarm) continue;
    const desiredCount = group.readyCount + group.comingAtSeconds.length;
    const decision = decide(
      watch.policy,
      {
        nowSeconds,
        metricValue,
        desiredCount,
        currentCount: group.readyCount,
        warmingCount: group.comingAtSeconds.length,
        minCount: group.minCount,
        maxCount: group.maxCount,
      },
      watch.memory,
    );
    watch.memory = decision.memory;
    for (let more = decision.desiredCount - desiredCount; more > 0; more -= 1) {
      group.comingAtSeconds.push(nowSeconds + watch.responseSeconds);
    }
  }
  group.comingAtSeconds.sort((a, b) => a - b);
}

/** What the plan's metrics would read, where those that wait have all just come. CPU is not modelled: a policy on it does not act here. */
function metricOf({ metric }: WatchedAlarm, seen: SeenByPolicies): number {
  const backlog = seen.visible + seen.busy;
  switch (metric) {
    case 'visible':
      return seen.visible;
    case 'inFlight':
      return seen.busy;
    case 'backlog':
      return backlog;
    case 'backlogPerInstance':
      return backlog / Math.max(1, seen.readyCount);
    case 'oldestAgeSeconds':
      return seen.visible > 0 ? seen.nowSeconds : 0;
    default:
      return Number.NaN;
  }
}

/** How many have just become ready. */
export function admit(group: ForecastGroup, nowSeconds: Seconds): Count {
  let count = 0;
  while ((group.comingAtSeconds[0] ?? Infinity) <= nowSeconds) {
    group.comingAtSeconds.shift();
    count += 1;
  }
  group.readyCount += count;
  return count;
}
