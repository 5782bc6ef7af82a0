/**
 * One instance as the watcher last saw it. It protects one invariant: the stretches it tells of an instance touch each
 * other, from the launch to the end, and never overlap.
 */
import type { Seconds } from '../../hub/units.ts';
import { secondsOfStages } from '../model/attempt.ts';
import { ATTEMPT_END } from '../model/event-kinds.ts';
import type { Session } from '../model/run-record.ts';
import type { Instance, World } from '../model/world.ts';
import type { Activity, AttemptEnd, AttemptEvent, StageSpan, StretchEvent } from './trace-event.ts';

/** An attempt that is under way. */
type OpenAttempt = Omit<AttemptEvent, 'kind' | 'atSeconds' | 'end' | 'redoSeconds'> & {
  readonly fails: boolean;
  /** Of the session when the attempt began. */
  readonly redoSecondsBefore: Seconds;
};

export type WatchedInstance = {
  readonly instance: Instance;
  activity: Activity | 'gone';
  sinceSeconds: Seconds;
  session: Session | undefined;
  attempt: OpenAttempt | undefined;
  noticed: boolean;
  rebalancing: boolean;
};

/** What it does now, and since when. A state without a session begins when it is first seen, which is when it begins. */
function activityOf(instance: Instance): Activity | 'gone' {
  if (instance.session !== undefined) return instance.activity;
  if (instance.state === 'gone') return 'gone';
  return instance.state === 'stopped' ? 'stopped' : 'pending';
}

export function beginToWatch(instance: Instance, nowSeconds: Seconds): WatchedInstance {
  return {
    instance,
    activity: activityOf(instance),
    sinceSeconds: nowSeconds,
    session: instance.session,
    attempt: undefined,
    noticed: instance.noticed,
    rebalancing: instance.state === 'rebalancing',
  };
}

/** Whether what it did has ended since it was last looked at. */
export function hasMovedOn({ instance, activity, sinceSeconds, session }: WatchedInstance): boolean {
  if (session !== instance.session || activity !== activityOf(instance)) return true;
  return session !== undefined && sinceSeconds !== instance.activitySinceSeconds;
}

/** Takes over what it does now. */
export function lookAgain(watched: WatchedInstance, nowSeconds: Seconds): void {
  watched.activity = activityOf(watched.instance);
  watched.sinceSeconds = nowSeconds;
  watched.session = watched.instance.session;
}

/** The stretch that ended; two when a boot got as far as loading models, none when it took no time. */
export function stretchesOf(watched: WatchedInstance, session: number, nowSeconds: Seconds): StretchEvent[] {
  const { instance, activity, sinceSeconds, attempt } = watched;
  if (activity === 'gone' || nowSeconds === sinceSeconds) return [];
  const stretch = (kind: Activity, startSeconds: Seconds, endSeconds: Seconds): StretchEvent => ({
    kind: 'stretch',
    atSeconds: nowSeconds,
    startSeconds,
    endSeconds,
    instance: instance.id,
    group: instance.group.index,
    activity: kind,
    session,
    job: attempt?.job ?? -1,
    queue: attempt?.queue ?? -1,
  });
  const loadSeconds = instance.modelLoadFromSeconds;
  if (activity === 'boot' && loadSeconds > sinceSeconds && loadSeconds < nowSeconds) {
    return [stretch('boot', sinceSeconds, loadSeconds), stretch('modelLoad', loadSeconds, nowSeconds)];
  }
  return [stretch(activity, sinceSeconds, nowSeconds)];
}

/** @param visibleSeconds when the message that it received had become visible */
export function openAttempt(world: World, instance: Instance, visibleSeconds: Seconds): OpenAttempt {
  const { job, queue, receivedSeconds } = instance;
  const { jobs, pipeline, stageRuns } = world;
  const receive = jobs.receiveCount[job]!;
  return {
    job,
    queue,
    instance: instance.id,
    group: instance.group.index,
    receive,
    isFirst: receive === 1 && queue === pipeline.queueOfStage[stageRuns[jobs.source[job]!]!.from],
    startSeconds: receivedSeconds,
    visibleSeconds,
    stages: stagesOf(world, instance),
    fails: instance.attemptFails,
    redoSecondsBefore: instance.session!.redoSeconds,
  };
}

/** The attempt as it ended now; `isCut` at the horizon. */
export function closeAttempt(world: World, watched: WatchedInstance, isCut: boolean): AttemptEvent {
  const { fails, redoSecondsBefore, stages, ...known } = watched.attempt!;
  const { nowSeconds } = world.calendar;
  const redoSeconds = watched.session!.redoSeconds - redoSecondsBefore;
  return {
    kind: 'attempt',
    atSeconds: nowSeconds,
    ...known,
    stages: stages
      .filter(({ startSeconds }) => startSeconds < nowSeconds)
      .map(span => (span.endSeconds <= nowSeconds ? span : { ...span, endSeconds: nowSeconds, isWhole: false })),
    redoSeconds,
    end: isCut ? 'cut' : endOf(world, watched, fails, redoSeconds),
  };
}

/** Sums of doubles differ in their last bits. */
const SLACK_SECONDS = 1e-6;

function endOf(world: World, watched: WatchedInstance, fails: boolean, redoSeconds: Seconds): AttemptEnd {
  const { calendar } = world;
  const { instance, session, sinceSeconds } = watched;
  if (calendar.kind === ATTEMPT_END && calendar.entity === instance.id) {
    if (fails) return 'failed';
    return redoSeconds > calendar.nowSeconds - sinceSeconds - SLACK_SECONDS ? 'inVain' : 'done';
  }
  return session?.interrupted === true && !instance.noticed ? 'lost' : 'returned';
}

/** As they are planned when the attempt begins; a failing attempt ends within one. */
function stagesOf(world: World, instance: Instance): StageSpan[] {
  const { jobs, pipeline } = world;
  const end = Math.min(pipeline.queueTo[instance.queue]!, jobs.endStage[instance.job]!);
  const spans: StageSpan[] = [];
  let startSeconds = instance.attemptStartSeconds;
  for (let stage = instance.attemptFirstStage; stage < end; stage += 1) {
    const endSeconds = startSeconds + secondsOfStages(world, instance, instance.job, stage, stage + 1);
    spans.push({ stage: pipeline.stages[stage]!.name, startSeconds, endSeconds, isWhole: true });
    startSeconds = endSeconds;
  }
  // Added one by one, the last end may miss the attempt's own by a rounding.
  const last = spans.at(-1);
  const missedSeconds = Math.abs((last?.endSeconds ?? 0) - instance.attemptEndSeconds);
  if (last !== undefined && missedSeconds < SLACK_SECONDS)
    spans[spans.length - 1] = { ...last, endSeconds: instance.attemptEndSeconds };
  return spans;
}
