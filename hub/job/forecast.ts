/**
 * How fast a queue will be worked off: a fluid model of its fleets under the plan's own scaling policies. It asks the same
 * `decide` as the deployed functions and the simulator, minute by minute, from what is seen now, and knows no chance: for
 * that there is the simulator. Spot shortages, redeliveries and arrivals after now are left out.
 */
import { meanOf } from '../mean-of.ts';
import type { BaseGroup, BurstGroup, HubPlan } from '../plan/hub-plan.ts';
import { alarmsOf } from '../scaling/alarms-of.ts';
import { decide } from '../scaling/decide.ts';
import type { AlarmSpec, PolicyMemory, ScalingPolicy } from '../scaling/policy.ts';
import { type Count, SECONDS_PER_HOUR, SECONDS_PER_MINUTE, type Seconds } from '../units.ts';

/** Metrics of queues have one datapoint a minute. */
const STEP_SECONDS: Seconds = SECONDS_PER_MINUTE;
const STEP_COUNT_MAX: Count = (24 * SECONDS_PER_HOUR) / STEP_SECONDS;

export type ForecastInput = {
  readonly plan: Pick<HubPlan, 'queues' | 'fleets' | 'stages' | 'boot'>;
  readonly queue: string;
  /** Waiting in the queue. */
  readonly visibleCount: Count;
  readonly inFlightCount: Count;
  /** Over all groups that serve the queue, base and burst. */
  readonly inServiceCount: Count;
};

/** Departures of the jobs that wait now, at the end of each step. */
export type Departures = { readonly stepSeconds: Seconds; readonly cumulativeCounts: readonly number[] };

type Watch = { readonly policy: ScalingPolicy; readonly alarm: AlarmSpec; breachCount: number; memory: PolicyMemory };
type Group = {
  readonly minCount: Count;
  readonly maxCount: Count;
  readonly bootSeconds: Seconds;
  readonly watches: readonly Watch[];
  readyCount: number;
  /** When those that boot are ready, soonest first. */
  readonly comingAtSeconds: number[];
};

/** Mean busy time of one job in a queue, on the reference instance. */
export function queueServiceSeconds({ queues, stages }: Pick<HubPlan, 'queues' | 'stages'>, queue: string): Seconds {
  const names = queues.find(({ name }) => name === queue)?.stages ?? [];
  return names.reduce((sum, stage) => sum + meanOf(stages[stage].serviceSeconds), 0);
}

export function forecastDepartures(input: ForecastInput): Departures {
  const { plan, queue, visibleCount } = input;
  const serviceSeconds = Math.max(queueServiceSeconds(plan, queue), 1e-3);
  const groups = groupsServing(plan, queue);
  share(input.inServiceCount, groups);
  const cumulativeCounts: number[] = [];
  let departed = 0;
  for (let step = 1; step <= STEP_COUNT_MAX && departed < visibleCount; step += 1) {
    const nowSeconds = step * STEP_SECONDS;
    const readyCount = groups.reduce((sum, group) => sum + group.readyCount, 0);
    departed = Math.min(visibleCount, departed + (readyCount * STEP_SECONDS) / serviceSeconds);
    cumulativeCounts.push(departed);
    const visible = visibleCount - departed;
    const busy = Math.min(readyCount, input.inFlightCount + departed);
    for (const group of groups) scaleOut(group, { visible, busy, readyCount, nowSeconds });
    for (const group of groups) admit(group, nowSeconds);
  }
  return { stepSeconds: STEP_SECONDS, cumulativeCounts };
}

/**
 * When the `count`-th of them leaves, from now, by straight lines between the steps. Beyond the forecast at its last rate;
 * Infinity where nothing moves.
 *
 * @example secondsUntil({ stepSeconds: 60, cumulativeCounts: [2, 6] }, 4)   // 90
 */
export function secondsUntil({ stepSeconds, cumulativeCounts }: Departures, count: number): Seconds {
  let before = 0;
  for (const [index, after] of cumulativeCounts.entries()) {
    if (after >= count) return stepSeconds * (index + (count - before) / (after - before));
    before = after;
  }
  const stepCount = cumulativeCounts.length;
  if (stepCount === 0 || before === 0) return Infinity;
  return (stepSeconds * stepCount * count) / before;
}

function groupsServing({ fleets, boot }: ForecastInput['plan'], queue: string): Group[] {
  const serving = fleets.filter(fleet => fleet.queues.includes(queue));
  return serving.flatMap(({ base, burst }) =>
    [base, burst].flatMap((group): Group[] =>
      group === undefined ? [] : [{ ...groupOf(group, boot), readyCount: 0, comingAtSeconds: [] }],
    ),
  );
}

function groupOf({ minCount, maxCount, bootPath, policies }: BaseGroup | BurstGroup, boot: HubPlan['boot']) {
  const path = boot[bootPath];
  const phases = path === undefined ? [] : [path.launchSeconds, path.bootSeconds, path.modelLoadSeconds];
  return {
    minCount,
    maxCount,
    bootSeconds: phases.reduce((sum, phase) => sum + meanOf(phase), 0),
    watches: policies.flatMap(policy =>
      alarmsOf(policy)
        .filter(({ comparison }) => comparison.startsWith('>'))
        .map((alarm): Watch => ({ policy, alarm, breachCount: 0, memory: {} })),
    ),
  };
}

/** Those in service are the first group's up to its maximum, then the next one's. None is fewer than its minimum for long. */
function share(inServiceCount: Count, groups: readonly Group[]): void {
  let left = inServiceCount;
  for (const group of groups) {
    group.readyCount = Math.min(left, group.maxCount);
    left -= group.readyCount;
    for (let missing = group.minCount - group.readyCount; missing > 0; missing -= 1) {
      group.comingAtSeconds.push(group.bootSeconds);
    }
  }
}

type Seen = {
  readonly visible: number;
  readonly busy: number;
  readonly readyCount: number;
  readonly nowSeconds: Seconds;
};

function scaleOut(group: Group, { visible, busy, readyCount, nowSeconds }: Seen): void {
  const backlog = visible + busy;
  for (const watch of group.watches) {
    const metricValue = metricOf(watch.alarm, { visible, busy, backlog, readyCount });
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
      group.comingAtSeconds.push(nowSeconds + group.bootSeconds);
    }
  }
}

/** What the plan's metrics would read. Age and CPU are not modelled: a policy on them does not act here. */
function metricOf(
  { metric }: AlarmSpec,
  seen: { readonly visible: number; readonly busy: number; readonly backlog: number; readonly readyCount: number },
): number {
  switch (metric) {
    case 'visible':
      return seen.visible;
    case 'inFlight':
      return seen.busy;
    case 'backlog':
      return seen.backlog;
    case 'backlogPerInstance':
      return seen.backlog / Math.max(1, seen.readyCount);
    default:
      return Number.NaN;
  }
}

function admit(group: Group, nowSeconds: Seconds): void {
  while ((group.comingAtSeconds[0] ?? Infinity) <= nowSeconds) {
    group.comingAtSeconds.shift();
    group.readyCount += 1;
  }
}
