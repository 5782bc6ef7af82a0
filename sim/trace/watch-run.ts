/**
 * Plays one replication and tells what happens, moment by moment. The model knows nothing of it: after each step the
 * watcher looks at the world and tells what has changed, so that a run without a watcher costs what it did, and a
 * watched one leaves the same record, bit for bit.
 */
import type { Seconds } from '../../hub/units.ts';
import { LAUNCH_RETRY, REFILL_RETRY, SPOT_RECLAIM, VISIBILITY_END } from '../model/event-kinds.ts';
import { finishRecord } from '../model/finish-record.ts';
import { MESSAGE_VISIBLE } from '../model/job-table.ts';
import { openWorld } from '../model/open-world.ts';
import { JOB_DEAD_LETTERED, JOB_FINISHED, JOB_OPEN, type RunRecord, type Session } from '../model/run-record.ts';
import type { SimulationInput } from '../model/simulation-input.ts';
import { stepWorld } from '../model/step-world.ts';
import type { World } from '../model/world.ts';
import type { TraceEvent } from './trace-event.ts';
import {
  beginToWatch,
  closeAttempt,
  hasMovedOn,
  lookAgain,
  openAttempt,
  stretchesOf,
  type WatchedInstance,
} from './watched-instance.ts';

type Watch = {
  readonly world: World;
  /** All that are not gone. */
  watched: WatchedInstance[];
  /** How far each list of the world has been told. */
  instanceCount: number;
  jobCount: number;
  sessionCount: number;
  decisionCount: number;
  minuteCount: number;
  rejectedCount: number;
  sendCount: number;
  capacityFailureCount: number;
  quotaFailureCount: number;
  openJobCount: number;
  readonly sessionNumbers: Map<Session, number>;
  /** [job]: when a message that is hidden becomes visible, and since when one that came back is. */
  readonly hiddenUntilSeconds: Map<number, Seconds>;
  readonly visibleSinceSeconds: Map<number, Seconds>;
  readonly backoffs: boolean[];
};

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
  const watch: Watch = {
    world,
    watched: [],
    instanceCount: 0,
    jobCount: 0,
    sessionCount: 0,
    decisionCount: 0,
    minuteCount: 0,
    rejectedCount: 0,
    sendCount: 0,
    capacityFailureCount: 0,
    quotaFailureCount: 0,
    openJobCount: 0,
    sessionNumbers: new Map(),
    hiddenUntilSeconds: new Map(),
    visibleSinceSeconds: new Map(),
    backoffs: [],
  };
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

/** The message of a failed or lost attempt, or of one that outlasts its visibility timeout, comes back by itself. */
function rememberHidden({ world, hiddenUntilSeconds }: Watch, job: number): void {
  const untilSeconds = world.jobs.hiddenUntilSeconds[job]!;
  if (Number.isFinite(untilSeconds)) hiddenUntilSeconds.set(job, untilSeconds);
}

function* messagesBack(watch: Watch, atSeconds: Seconds): Generator<TraceEvent> {
  const { calendar, jobs } = watch.world;
  const job = calendar.entity;
  if (calendar.kind !== VISIBILITY_END || watch.hiddenUntilSeconds.get(job) !== atSeconds) return;
  watch.hiddenUntilSeconds.delete(job);
  if (jobs.outcome[job] === JOB_FINISHED) return;
  watch.visibleSinceSeconds.set(job, atSeconds);
  yield { kind: 'visibleAgain', atSeconds, job, queue: jobs.messageQueue[job]! };
}

function* newJobs(watch: Watch, atSeconds: Seconds): Generator<TraceEvent> {
  const { calendar, counts, jobs } = watch.world;
  for (; watch.rejectedCount < counts.rejected; watch.rejectedCount += 1) yield { kind: 'rejected', atSeconds };
  for (; watch.jobCount < jobs.count; watch.jobCount += 1) {
    const job = watch.jobCount;
    watch.openJobCount += 1;
    watch.sendCount += 1;
    yield { kind: 'submitted', atSeconds, job, region: jobs.region[job]! };
    yield { kind: 'queued', atSeconds, job, queue: jobs.messageQueue[job]! };
  }
  if (watch.sendCount === counts.sends) return;
  // A message that no new job explains is the one whose event has just fired.
  watch.sendCount = counts.sends;
  yield { kind: 'queued', atSeconds, job: calendar.entity, queue: jobs.messageQueue[calendar.entity]! };
}

/** A failure of a retry is its group's; another one belongs to the group that has begun to wait for a retry. */
function* launchFailures(watch: Watch, atSeconds: Seconds): Generator<TraceEvent> {
  const { calendar, counts, groups } = watch.world;
  const { launchFailuresCapacity, launchFailuresQuota } = counts;
  const why = launchFailuresQuota > watch.quotaFailureCount ? 'quota' : 'capacity';
  const isNew = why === 'quota' || launchFailuresCapacity > watch.capacityFailureCount;
  watch.capacityFailureCount = launchFailuresCapacity;
  watch.quotaFailureCount = launchFailuresQuota;
  for (const { index, launchBackoff, refillBackoff } of groups) {
    const kinds = [
      { pending: launchBackoff.pending, retry: LAUNCH_RETRY, at: 2 * index },
      { pending: refillBackoff.pending, retry: REFILL_RETRY, at: 2 * index + 1 },
    ];
    for (const { pending, retry, at } of kinds) {
      const isRetried = calendar.kind === retry && calendar.entity === index;
      const isTold = isNew && pending && (isRetried || watch.backoffs[at] !== true);
      watch.backoffs[at] = pending;
      if (isTold) yield { kind: 'launchFailed', atSeconds, group: index, why };
    }
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

/** Nothing but a receive too many ends a job that no attempt ended, and such a message had come back before. */
function* deadLetters(watch: Watch, atSeconds: Seconds): Generator<TraceEvent> {
  const { world } = watch;
  if (watch.openJobCount === world.openJobCount) return;
  for (const job of watch.visibleSinceSeconds.keys()) {
    if (world.jobs.outcome[job] !== JOB_DEAD_LETTERED) continue;
    watch.visibleSinceSeconds.delete(job);
    watch.openJobCount -= 1;
    yield { kind: 'ended', atSeconds, job, outcome: 'deadLettered' };
  }
}

function sampleOf(watch: Watch, atSeconds: Seconds): TraceEvent {
  const { timeline, groups } = watch.world;
  const row = watch.minuteCount;
  watch.minuteCount += 1;
  const at = (columns: readonly (readonly number[])[]) => columns.map(column => column[row]!);
  return {
    kind: 'sample',
    atSeconds,
    backlog: at(timeline.backlog),
    desired: groups.map(({ desiredCount }) => desiredCount),
    inService: at(timeline.inService),
    pending: at(timeline.pending),
    warmPooled: at(timeline.warmPooled),
  };
}

/** At the horizon, before the record is closed. */
function* cutAll(watch: Watch): Generator<TraceEvent> {
  const { world } = watch;
  const { jobs } = world;
  const atSeconds = world.calendar.nowSeconds;
  numberSessions(watch);
  for (const each of watch.watched) {
    const session = each.session === undefined ? -1 : watch.sessionNumbers.get(each.session)!;
    yield* stretchesOf(each, session, atSeconds);
    if (each.attempt !== undefined) yield closeAttempt(world, each, true);
  }
  for (let job = 0; job < jobs.count; job += 1) {
    if (jobs.outcome[job] !== JOB_OPEN || jobs.messageState[job] !== MESSAGE_VISIBLE) continue;
    const queue = jobs.messageQueue[job]!;
    const queuedSeconds = jobs.queuedSeconds[job * jobs.queueCount + queue]!;
    const startSeconds = watch.visibleSinceSeconds.get(job) ?? queuedSeconds;
    yield { kind: 'stillWaiting', atSeconds, startSeconds, job, queue };
  }
}

function numberSessions(watch: Watch): void {
  const { sessions } = watch.world;
  for (; watch.sessionCount < sessions.length; watch.sessionCount += 1)
    watch.sessionNumbers.set(sessions[watch.sessionCount]!, watch.sessionCount);
}
