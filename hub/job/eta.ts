/**
 * When a job will be done: what is left of its wait, of its work, and of the waits and work after that. The wait is the
 * plan's forecast, drawn towards what the queue was seen to do while the job waited in it.
 */
import { FAR_POLL_SECONDS } from '../catalog/request-counts.ts';
import { deviationOf } from '../deviation-of.ts';
import { meanOf } from '../mean-of.ts';
import type { HubPlan } from '../plan/hub-plan.ts';
import { STAGE_NAMES, type StageName } from '../plan/stage-names.ts';
import type { Count, Ratio, Seconds } from '../units.ts';
import { countBy, type Departures, type ForecastInput, forecastDepartures, secondsUntil } from './forecast.ts';
import type { Job } from './job.ts';
import { routeOf } from './job-kind.ts';
import { isTerminal } from './job-status.ts';
import { pipelineOf, placeOf } from './pipeline.ts';
import { isWaiting, queuePosition } from './queue-place.ts';
import { type QueueState, UNSEEN_QUEUE } from './queue-state.ts';
import { secondsBetween } from './times.ts';
import { meanPace } from './work-seconds.ts';

export type Eta = { readonly p50: Seconds; readonly p90: Seconds };

export type EtaPlan = Pick<HubPlan, 'queues' | 'fleets' | 'stages' | 'boot' | 'assumptions'>;

/** By queue. */
export type QueueStates = Readonly<Record<string, QueueState>>;
export type Forecasts = Readonly<Record<string, Departures>>;

/** How much longer than expected one wait in ten may be. Not measured; the simulator's spread over replications is 0.1-0.3 [L]. */
const WAIT_SPREAD_RATIO: Ratio = 0.5;
/** The 90 % quantile of a normal distribution, in standard deviations: the sum of several stages is nearly one. */
const NORMAL_P90 = 1.2816;
/** A queue that was watched as long counts as much as its forecast. */
const TRUST_SECONDS: Seconds = 600;
/** Fewer departures than this say nothing about a rate. */
const TRUST_COUNT_MIN = 5;
/** Nobody is told of more than a day: it stands for "nobody knows". */
const ETA_SECONDS_MAX: Seconds = 86_400;

/**
 * The course of every queue from now on, to be reckoned once for all who ask in the next seconds. The jobs of the queues
 * before it come into a queue as those let them go.
 */
export function forecastsOf(plan: EtaPlan, states: QueueStates): Forecasts {
  const forecasts: Record<string, Departures> = {};
  let coming: ForecastInput['coming'];
  for (const { name: queue } of plan.queues) {
    const { visibleCount = 0, inFlightCount = 0, workers } = states[queue]?.seen ?? {};
    // At least the job that asks.
    const waitingCount = coming === undefined ? Math.max(1, visibleCount) : visibleCount;
    const count = inFlightCount + waitingCount + (coming?.count ?? 0);
    const departures = forecastDepartures({
      plan,
      queue,
      visibleCount: waitingCount,
      inFlightCount: busyCountOf(plan, states, queue),
      inServiceCount: workers?.inServiceCount ?? 0,
      ...(coming === undefined ? {} : { coming }),
    });
    forecasts[queue] = departures;
    const serviceSeconds = Math.max(crowdServiceSeconds(plan, queue), 1);
    coming = {
      count,
      // A job that is worked on is done within its service time, any moment as likely as another.
      countBy: seconds => {
        const beingMade = inFlightCount * Math.min(1, seconds / serviceSeconds);
        return Math.min(count, beingMade + countBy(departures, seconds - serviceSeconds));
      },
    };
  }
  return forecasts;
}

/** When all workers are there that may be. */
function crowdServiceSeconds(plan: EtaPlan, queue: string): Seconds {
  const stages = plan.queues.find(({ name }) => name === queue)?.stages ?? [];
  const secondsOf = (stage: StageName) => meanOf(plan.stages[stage].serviceSeconds);
  return stages.reduce((sum, stage) => sum + secondsOf(stage) * meanPace(plan, queue, stage, Infinity), 0);
}

/** Over all queues whose jobs the queue's fleets do. */
function busyCountOf({ fleets }: EtaPlan, states: QueueStates, queue: string): Count {
  const together = new Set(fleets.flatMap(({ queues }) => (queues.includes(queue) ? queues : [])));
  return [...together].reduce((sum, name) => sum + (states[name]?.seen?.inFlightCount ?? 0), 0);
}

export type EtaInput = {
  readonly plan: EtaPlan;
  readonly job: Job;
  readonly states: QueueStates;
  readonly forecasts: Forecasts;
  readonly now: string;
};

/** Seconds until it is done, from now; undefined for a job that has ended. */
export function etaOf(input: EtaInput): Eta | undefined {
  const { plan, job, states, forecasts, now } = input;
  if (isTerminal(job.status)) return undefined;
  const route = routeOf(job.kind, pipelineOf(plan));
  const ahead = route.slice(Math.max(0, placeOf(route, job.queue)));
  const waitsFirst = isWaiting(job, now);
  let passedSeconds = 0;
  let waitSeconds = 0;
  let workSeconds = 0;
  let variance = 0;
  for (const [index, { queue, stages }] of ahead.entries()) {
    const isHere = index === 0;
    if (!isHere || waitsFirst) {
      const between = ahead.slice(1, index).map(each => each.queue);
      const wait = isHere ? waitHere(input, queue) : waitLater(input, queue, between, passedSeconds);
      waitSeconds += wait;
      passedSeconds += wait;
    }
    // Who has to wait is done when all workers have come; who has not, by one of those that are there.
    const workerCount = waitSeconds > 0 ? Infinity : (states[queue]?.seen?.workers?.inServiceCount ?? 0);
    const left = stagesLeft(stages, isHere ? job.progress : undefined);
    for (const { stage, ratio } of left) {
      const { serviceSeconds } = plan.stages[stage];
      const pace = meanPace(plan, queue, stage, workerCount);
      const seconds = meanOf(serviceSeconds) * pace * ratio;
      workSeconds += seconds;
      passedSeconds += seconds;
      variance += (deviationOf(serviceSeconds) * pace) ** 2 * ratio;
    }
  }
  const expected = waitSeconds + workSeconds;
  const late = waitSeconds * (1 + WAIT_SPREAD_RATIO) + workSeconds + NORMAL_P90 * Math.sqrt(variance);
  return { p50: told(expected), p90: told(late) };

  function waitHere({ job: waiting }: EtaInput, queue: string): Seconds {
    const state = states[queue] ?? UNSEEN_QUEUE;
    // Taken up before: it comes back to the front.
    const position = queuePosition(waiting, state, now) ?? 1;
    const planned = secondsUntil(forecasts[queue] ?? { stepSeconds: 1, cumulativeCounts: [] }, position);
    const watchedSeconds = secondsBetween(waiting.place.since, now);
    const leftCount = state.departedCount - waiting.place.departedCount;
    if (leftCount < TRUST_COUNT_MIN || watchedSeconds <= 0) return planned;
    const seen = (position * watchedSeconds) / leftCount;
    const trust = watchedSeconds / (watchedSeconds + TRUST_SECONDS);
    // Rates are averaged, not times: a forecast of "never" must not outweigh a queue that moves.
    return 1 / (trust / seen + (1 - trust) / planned);
  }
}

/** Those before it will be there before it; what has gone by the time it comes does not count. */
function waitLater(
  { job, states, forecasts, now }: EtaInput,
  queue: string,
  between: readonly string[],
  passedSeconds: Seconds,
): Seconds {
  const forecast = forecasts[queue];
  if (forecast === undefined) return 0;
  const seenIn = (name: string) => states[name]?.seen ?? { visibleCount: 0, inFlightCount: 0 };
  const { inFlightCount } = seenIn(job.queue);
  const position = isWaiting(job, now)
    ? (queuePosition(job, states[job.queue] ?? UNSEEN_QUEUE, now) ?? 1) + inFlightCount
    : // Of those that are worked on with it, half will be done before it.
      1 + inFlightCount / 2;
  const aheadCount = between.reduce(
    (sum, name) => sum + seenIn(name).visibleCount + seenIn(name).inFlightCount,
    seenIn(queue).visibleCount,
  );
  return Math.max(0, secondsUntil(forecast, aheadCount + position) - passedSeconds);
}

/** The stages of a queue that are not done, and how much of each. */
function stagesLeft(stages: readonly StageName[], progress: Job['progress']) {
  const doing = progress === undefined ? -1 : STAGE_NAMES.indexOf(progress.stage);
  return stages
    .filter(stage => STAGE_NAMES.indexOf(stage) >= doing)
    .map(stage => ({ stage, ratio: stage === progress?.stage ? 1 - progress.ratio : 1 }));
}

const told = (seconds: Seconds): Seconds => Math.max(1, Math.min(ETA_SECONDS_MAX, Math.round(seconds)));

/**
 * When to ask again: at half of the time left, but no later than in half a minute and no sooner than the plan wants; the
 * simulator counts requests by the same rule.
 *
 * @example retryAfterSeconds({ p50: 20, p90: 40 }, 5)   // 10
 */
export function retryAfterSeconds({ p50 }: Eta, clientPollSeconds: Seconds): Seconds {
  const soonest = Math.max(1, clientPollSeconds);
  return Math.round(Math.min(Math.max(p50 / 2, soonest), Math.max(FAR_POLL_SECONDS, soonest)));
}
