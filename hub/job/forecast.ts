/**
 * How fast a queue will be worked off: a fluid model of its fleets under the plan's own scaling policies. It asks the same
 * `decide` as the deployed functions and the simulator, minute by minute, from what is seen now, and knows no chance: for
 * that there is the simulator. Spot shortages, redeliveries and submits after now are left out.
 *
 * A worker that is free, or has just booted, takes a job at once; one that is busy gets free at the rate of its service time.
 * A fleet that serves a later queue first spends the time of both on each job it takes from the earlier.
 */
import { type Count, SECONDS_PER_HOUR, SECONDS_PER_MINUTE, type Seconds } from '../units.ts';
import {
  admit,
  type ForecastGroup,
  type ForecastPlan,
  groupsServing,
  readyCountOf,
  scaleOut,
} from './forecast-groups.ts';

/** Short against a service time. */
const STEP_SECONDS: Seconds = 10;
/** Metrics of queues have one datapoint a minute. */
const DATAPOINT_STEP_COUNT: Count = SECONDS_PER_MINUTE / STEP_SECONDS;
const STEP_COUNT_MAX: Count = (24 * SECONDS_PER_HOUR) / STEP_SECONDS;

export type ForecastInput = {
  readonly plan: ForecastPlan;
  readonly queue: string;
  /** Waiting in the queue. */
  readonly visibleCount: Count;
  /** Jobs that are still before the queue, and how many of them have come by a time; none where absent. */
  readonly coming?: { readonly count: Count; readonly countBy: (seconds: Seconds) => number };
  /** Over all queues that its fleets serve: so many of their workers are busy. */
  readonly inFlightCount: Count;
  /** Over all groups that serve the queue, base and burst. */
  readonly inServiceCount: Count;
};

/** Departures of the jobs that wait now or are coming: those that free workers take at once, and all, at the end of each step. */
export type Departures = {
  readonly stepSeconds: Seconds;
  readonly atOnceCount?: Count;
  readonly cumulativeCounts: readonly number[];
};

/** Costs some 10 ms for both queues of a crowd of 10,000 under Pulumi.prod.yaml. */
export function forecastDepartures(input: ForecastInput): Departures {
  const { plan, queue, visibleCount, inFlightCount, coming } = input;
  const groups = groupsServing(plan, queue, input.inServiceCount);
  const allCount = visibleCount + (coming?.count ?? 0);
  const cameBy = (seconds: Seconds) => visibleCount + (coming?.countBy(seconds) ?? 0);
  // 1. Who is free takes what is there.
  let free = Math.max(0, readyCountOf(groups) - inFlightCount);
  const atOnceCount = Math.min(visibleCount, free);
  free -= atOnceCount;
  let departed: number = atOnceCount;
  const cumulativeCounts: number[] = [];
  for (let step = 1; step <= STEP_COUNT_MAX && departed < allCount; step += 1) {
    const nowSeconds = step * STEP_SECONDS;
    const came = cameBy(nowSeconds);
    // 2. Some get free, some have booted, and take the next. The last step is reckoned to its end, so that it shows the rate.
    free += doneCount(groups, free) + groups.reduce((sum, group) => sum + admit(group, nowSeconds), 0);
    const taken = came < allCount ? Math.min(free, came - departed) : free;
    free -= taken;
    departed += taken;
    cumulativeCounts.push(departed);
    // 3. The policies look, and order more.
    const readyCount = readyCountOf(groups);
    const seen = {
      visible: Math.max(0, came - departed),
      busy: readyCount - free,
      readyCount,
      nowSeconds,
      isDatapoint: step % DATAPOINT_STEP_COUNT === 0,
    };
    for (const group of groups) scaleOut(group, seen);
  }
  return { stepSeconds: STEP_SECONDS, atOnceCount, cumulativeCounts };
}

/** How many workers finish a job within a step, if the busy ones are spread evenly over the groups. */
function doneCount(groups: readonly ForecastGroup[], free: number): number {
  const readyCount = readyCountOf(groups);
  if (readyCount === 0) return 0;
  const busyRatio = Math.max(0, 1 - free / readyCount);
  return groups.reduce((sum, group) => sum + (busyRatio * group.readyCount * STEP_SECONDS) / group.serviceSeconds, 0);
}

/**
 * When the `count`-th of them leaves, from now, by straight lines between the steps. Beyond the forecast at its last rate;
 * Infinity where nothing moves.
 *
 * @example secondsUntil({ stepSeconds: 60, cumulativeCounts: [2, 6] }, 4)   // 90
 */
export function secondsUntil({ stepSeconds, atOnceCount = 0, cumulativeCounts }: Departures, count: number): Seconds {
  if (count <= atOnceCount) return 0;
  let before = atOnceCount;
  for (const [index, after] of cumulativeCounts.entries()) {
    if (after >= count) return stepSeconds * (index + (count - before) / (after - before));
    before = after;
  }
  const stepCount = cumulativeCounts.length;
  if (stepCount === 0 || before === 0) return Infinity;
  return (stepSeconds * stepCount * count) / before;
}

/**
 * How many have left by then: the inverse of `secondsUntil`, up to the end of the forecast.
 *
 * @example countBy({ stepSeconds: 60, cumulativeCounts: [2, 6] }, 90)   // 4
 */
export function countBy({ stepSeconds, atOnceCount = 0, cumulativeCounts }: Departures, seconds: Seconds): number {
  if (seconds < 0) return 0;
  const step = Math.floor(seconds / stepSeconds);
  const before = step === 0 ? atOnceCount : (cumulativeCounts[step - 1] ?? cumulativeCounts.at(-1) ?? atOnceCount);
  const after = cumulativeCounts[step] ?? before;
  return before + (after - before) * (seconds / stepSeconds - step);
}
