/**
 * Plays one replication and tells what happens, moment by moment. The model knows nothing of it: after each step the
 * watcher looks at the world and tells what has changed, so that a run without a watcher costs what it did, and a
 * watched one leaves the same record, bit for bit.
 */
import type { Seconds } from '../../hub/units.ts';
import { SPOT_RECLAIM } from '../model/event-kinds.ts';
import { finishRecord } from '../model/finish-record.ts';
import { openWorld } from '../model/open-world.ts';
import { JOB_FINISHED, type RunRecord } from '../model/run-record.ts';
import type { SimulationInput } from '../model/simulation-input.ts';
import { stepWorld } from '../model/step-world.ts';
import type { TraceEvent } from './trace-event.ts';
import { createWatch, type Watch } from './watch.ts';
import { launchFailures, sampleOf } from './watch-groups.ts';
import { deadLetters, messagesBack, newJobs, rememberHidden, stillWaiting } from './watch-jobs.ts';
import {
  beginToWatch,
  closeAttempt,
  hasMovedOn,
  lookAgain,
  openAttempt,
  stretchesOf,
  type WatchedInstance,
} from './watched-instance.ts';

/**
 * Yields every event of replication number `replication`, then returns its record.
 *
 * @throws HubError CONFIG_INVALID when a job kind of the scenario has no stage in the plan
 * @example for (const event of watchRun(input, 0)) if (event.kind === 'decision') told.push(event.reason)
 */
export function* watchRun(input: SimulationInput, replication: number): Generator<TraceEvent, RunRecord> {
  const world = openWorld(input, replication);
  const { horizon } = world.scenario;
  const horizonSeconds = horizon.kind === 'fixed' ? horizon.seconds : horizon.maxSeconds;
  const watch = createWatch(world);
  yield {
    kind: 'begin',
    atSeconds: 0,
    queueNames: world.queues.map(({ plan }) => plan.name),
    regionNames: world.arrivals.regionNames,
    groups: world.groups.map(({ fleet, market, name }) => ({ fleet: fleet.plan.name, market, name })),
  };
  yield* look(watch);
  while (stepWorld(world, horizonSeconds)) yield* look(watch);
  yield* look(watch);
  yield* cutAll(watch);
  return finishRecord(world);
}

/** What the last step changed, in the order of cause and effect. */
function* look(watch: Watch): Generator<TraceEvent> {
  const { world } = watch;
  const atSeconds = world.calendar.nowSeconds;
  const moved = watch.watched.filter(hasMovedOn);
  for (const each of moved) yield* closeStretch(watch, each);
  yield* messagesBack(watch, atSeconds);
  yield* newJobs(watch, atSeconds);
  for (; watch.decisionCount < world.decisions.length; watch.decisionCount += 1)
    yield { kind: 'decision', ...world.decisions[watch.decisionCount]!, atSeconds };
  yield* launchFailures(watch, atSeconds);
  yield* newInstances(watch, atSeconds);
  yield* spotNotices(watch, atSeconds);
  for (const each of moved) yield* beginStretch(watch, each);
  yield* deadLetters(watch, atSeconds);
  if (world.timeline.atSeconds.length > watch.minuteCount) yield sampleOf(watch, atSeconds);
}

function* closeStretch(watch: Watch, each: WatchedInstance): Generator<TraceEvent> {
  const { world } = watch;
  const { nowSeconds } = world.calendar;
  numberSessions(watch);
  const session = each.session === undefined ? -1 : watch.sessionNumbers.get(each.session)!;
  yield* stretchesOf(each, session, nowSeconds);
  if (each.attempt === undefined) return;
  const attempt = closeAttempt(world, each, false);
  each.attempt = undefined;
  yield attempt;
  const { job, queue } = attempt;
  if (attempt.end === 'done') {
    watch.hiddenUntilSeconds.delete(job);
    if (world.jobs.outcome[job] !== JOB_FINISHED) return;
    watch.openJobCount -= 1;
    yield { kind: 'ended', atSeconds: nowSeconds, job, outcome: 'finished' };
  } else if (attempt.end === 'returned') {
    watch.visibleSinceSeconds.set(job, nowSeconds);
    yield { kind: 'visibleAgain', atSeconds: nowSeconds, job, queue };
  } else {
    rememberHidden(watch, job);
  }
}

function* newInstances(watch: Watch, atSeconds: Seconds): Generator<TraceEvent> {
  const { instances } = watch.world;
  for (; watch.instanceCount < instances.length; watch.instanceCount += 1) {
    const instance = instances[watch.instanceCount]!;
    const { group, type, zone } = instance;
    const each = beginToWatch(instance, atSeconds);
    watch.watched.push(each);
    const { market } = group;
    yield {
      kind: 'instance',
      atSeconds,
      instance: instance.id,
      group: group.index,
      market,
      instanceType: type.name,
      zone,
    };
    yield* beginStretch(watch, each);
  }
}

function* spotNotices(watch: Watch, atSeconds: Seconds): Generator<TraceEvent> {
  const { calendar } = watch.world;
  let goneCount = 0;
  for (const each of watch.watched) {
    const { instance } = each;
    const of = { atSeconds, instance: instance.id, group: instance.group.index } as const;
    if (instance.state === 'rebalancing' && !each.rebalancing) yield { kind: 'spot', what: 'rebalance', ...of };
    if (instance.noticed && !each.noticed) yield { kind: 'spot', what: 'notice', ...of };
    each.rebalancing = instance.state === 'rebalancing';
    each.noticed = instance.noticed;
    if (instance.state !== 'gone') continue;
    goneCount += 1;
    if (calendar.kind === SPOT_RECLAIM && calendar.entity === instance.id)
      yield { kind: 'spot', what: 'reclaim', ...of };
    yield { kind: 'gone', ...of };
  }
  if (goneCount > 0) watch.watched = watch.watched.filter(({ instance }) => instance.state !== 'gone');
}

function* beginStretch(watch: Watch, each: WatchedInstance): Generator<TraceEvent> {
  const { world } = watch;
  const { instance } = each;
  const { nowSeconds } = world.calendar;
  lookAgain(each, nowSeconds);
  if (each.activity !== 'busy') return;
  const { job, queue } = instance;
  const { jobs } = world;
  const receive = jobs.receiveCount[job]!;
  const firstSeconds = jobs.queuedSeconds[job * jobs.queueCount + queue]!;
  const visibleSeconds = receive === 1 ? firstSeconds : (watch.visibleSinceSeconds.get(job) ?? nowSeconds);
  watch.visibleSinceSeconds.delete(job);
  each.attempt = openAttempt(world, instance, visibleSeconds);
  rememberHidden(watch, job);
  const { group, isFirst } = each.attempt;
  const waitSeconds = nowSeconds - visibleSeconds;
  yield {
    kind: 'received',
    atSeconds: nowSeconds,
    job,
    queue,
    instance: instance.id,
    group,
    receive,
    isFirst,
    waitSeconds,
  };
}

/** At the horizon, before the record is closed. */
function* cutAll(watch: Watch): Generator<TraceEvent> {
  const { world } = watch;
  const atSeconds = world.calendar.nowSeconds;
  numberSessions(watch);
  for (const each of watch.watched) {
    const session = each.session === undefined ? -1 : watch.sessionNumbers.get(each.session)!;
    yield* stretchesOf(each, session, atSeconds);
    if (each.attempt !== undefined) yield closeAttempt(world, each, true);
  }
  yield* stillWaiting(watch, atSeconds);
}

function numberSessions(watch: Watch): void {
  const { sessions } = watch.world;
  for (; watch.sessionCount < sessions.length; watch.sessionCount += 1)
    watch.sessionNumbers.set(sessions[watch.sessionCount]!, watch.sessionCount);
}
