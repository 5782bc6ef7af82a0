/**
 * When a job will be done: what is left of its wait, of its work, and of the waits and work after that. The wait is the
 * plan's forecast, drawn towards what the queue was seen to do while the job waited in it.
 */
import { FAR_POLL_SECONDS } from '../catalog/request-counts.ts';
import { deviationOf } from '../deviation-of.ts';
import { meanOf } from '../mean-of.ts';
import type { HubPlan } from '../plan/hub-plan.ts';
import { STAGE_NAMES, type StageName } from '../plan/stage-names.ts';
import type { Ratio, Seconds } from '../units.ts';
import { type Departures, forecastDepartures, secondsUntil } from './forecast.ts';
import type { Job } from './job.ts';
import { routeOf } from './job-kind.ts';
import { isTerminal } from './job-status.ts';
import { pipelineOf, placeOf } from './pipeline.ts';
import { isWaiting, queuePosition } from './queue-place.ts';
import { type QueueState, UNSEEN_QUEUE } from './queue-state.ts';
import { secondsBetween } from './times.ts';

export type Eta = { readonly p50: Seconds; readonly p90: Seconds };

export type EtaPlan = Pick<HubPlan, 'queues' | 'fleets' | 'stages' | 'boot'>;

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
 * The course of every queue from now on, to be reckoned once for all who ask in the next seconds. Each counts those that
 * wait in the queues before it, too: they will be in it before anybody who comes now.
 */
export function forecastsOf(plan: EtaPlan, states: QueueStates): Forecasts {
  let beforeCount = 0;
  return Object.fromEntries(
    plan.queues.map(({ name: queue }) => {
      const { visibleCount = 0, inFlightCount = 0, workers } = states[queue]?.seen ?? {};
      // At least the job that asks.
      const waitingCount = Math.max(1, beforeCount + visibleCount);
      beforeCount += visibleCount + inFlightCount;
      const inServiceCount = workers?.inServiceCount ?? 0;
      return [queue, forecastDepartures({ plan, queue, visibleCount: waitingCount, inFlightCount, inServiceCount })];
    }),
  );
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
      const wait = isHere ? waitHere(input, queue) : waitLater(input, queue, passedSeconds);
      waitSeconds += wait;
      passedSeconds += wait;
    }
    const left = stagesLeft(stages, isHere ? job.progress : undefined);
    for (const { stage, ratio } of left) {
      const { serviceSeconds } = plan.stages[stage];
      workSeconds += meanOf(serviceSeconds) * ratio;
      passedSeconds += meanOf(serviceSeconds) * ratio;
      variance += deviationOf(serviceSeconds) ** 2 * ratio;
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
function waitLater({ job, states, forecasts, now }: EtaInput, queue: string, passedSeconds: Seconds): Seconds {
  const forecast = forecasts[queue];
  if (forecast === undefined) return 0;
  const position = queuePosition(job, states[job.queue] ?? UNSEEN_QUEUE, now) ?? 1;
  const waitingCount = states[queue]?.seen?.visibleCount ?? 0;
  return Math.max(0, secondsUntil(forecast, waitingCount + position) - passedSeconds);
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
