/**
 * A worker and its job: receive, run the stages that have no checkpoint yet, delete; or lose the job and give it back.
 * One SimEvent per attempt: stage boundaries are worked out only when an attempt ends early, and the heartbeat only when
 * it stops, since a beating heartbeat changes nothing anyone can see.
 */
import { speedRatioIn } from '../../hub/catalog/speed-ratio.ts';
import type { Seconds } from '../../hub/units.ts';
import { NO_EVENT } from '../engine/calendar.ts';
import { createSubstream } from '../engine/substream.ts';
import { advanceJob, endJob } from './advance-job.ts';
import { ATTEMPT_END, VISIBILITY_END } from './event-kinds.ts';
import { MESSAGE_IN_FLIGHT } from './job-table.ts';
import { deleteMessage, exceedsReceiveCount, receiveMessage, returnMessage } from './message-queue.ts';
import { JOB_DEAD_LETTERED, JOB_OPEN } from './run-record.ts';
import { changeActivity, endBusy } from './session.ts';
import type { Instance, QueueState, World } from './world.ts';

/** An idle worker in service asks its queues in order; true when it got a job, else it waits in a long poll. */
export function serveNext(world: World, instance: Instance): boolean {
  const fleet = instance.group.fleet;
  for (const queue of fleet.queues) {
    const job = receiveOrDeadLetter(world, queue);
    if (job < 0) continue;
    beginAttempt(world, instance, queue, job);
    return true;
  }
  fleet.idle.push(instance.id);
  return false;
}

/** A message became visible: hand it to the longest-waiting idle worker of a fleet that polls this queue. */
export function offer(world: World, queue: QueueState): void {
  for (const fleet of queue.fleets) {
    while (fleet.idleHead < fleet.idle.length) {
      const instance = world.instances[fleet.idle[fleet.idleHead]!]!;
      fleet.idleHead += 1;
      if (fleet.idleHead > 1024 && fleet.idleHead * 2 > fleet.idle.length) {
        fleet.idle.splice(0, fleet.idleHead);
        fleet.idleHead = 0;
      }
      if (instance.state !== 'inService' || instance.job >= 0) continue;
      if (!serveNext(world, instance)) return;
      if (queue.visibleCount === 0) return;
    }
  }
}

/** The attempt ran to its end: store the result and delete the message, or fail and back off. */
export function completeAttempt(world: World, instance: Instance): void {
  const { jobs, calendar } = world;
  const nowSeconds = calendar.nowSeconds;
  const job = instance.job;
  const queue = world.queues[instance.queue]!;
  const ownsMessage = jobs.messageState[job] === MESSAGE_IN_FLIGHT && jobs.receipt[job] === instance.receipt;
  const runEnd = attemptRunEnd(world, instance);
  world.counts.visibilityChanges += heartbeatsOf(queue, nowSeconds - instance.receivedSeconds);
  instance.job = -1;
  instance.attemptHandle = NO_EVENT;
  const next = instance.state === 'inService' ? 'idle' : 'drain';
  if (instance.attemptFails) {
    const keptSeconds = keepCheckpoints(world, instance, job, nowSeconds);
    endBusy(instance, nowSeconds - instance.attemptStartSeconds - keptSeconds, next, nowSeconds);
    if (ownsMessage) hideMessage(world, job, nowSeconds + world.plan.worker.retryBackoffSeconds);
    world.counts.visibilityChanges += 1;
    return;
  }
  if (jobs.nextStage[job]! >= runEnd || jobs.messageQueue[job] !== queue.index || jobs.outcome[job] !== JOB_OPEN) {
    // Another worker had the job at the same time and was first, or it was dead-lettered: all of this was in vain.
    endBusy(instance, Number.POSITIVE_INFINITY, next, nowSeconds);
    return;
  }
  const repeatedSeconds = secondsOfStages(world, instance, job, instance.attemptFirstStage, jobs.nextStage[job]!);
  endBusy(instance, repeatedSeconds, next, nowSeconds);
  jobs.nextStage[job] = runEnd;
  deleteMessage(queue, jobs, job);
  world.counts.deletes += 1;
  advanceJob(world, job, instance.queue);
}

/** How a job leaves a worker before its attempt has ended. */
export type HandBack =
  | 'returned' // the worker stored its checkpoints and set the visibility to 0
  | 'lost'; // the worker vanished: the message comes back when its visibility timeout ends

/** The worker must give up its job; work after the last checkpoint is lost. */
export function handBack(world: World, instance: Instance, how: HandBack): void {
  const { jobs, calendar } = world;
  const nowSeconds = calendar.nowSeconds;
  const job = instance.job;
  const queue = world.queues[instance.queue]!;
  calendar.cancel(instance.attemptHandle);
  instance.attemptHandle = NO_EVENT;
  instance.job = -1;
  const heartbeatCount = heartbeatsOf(queue, nowSeconds - instance.receivedSeconds);
  world.counts.visibilityChanges += heartbeatCount;
  const keptSeconds = keepCheckpoints(world, instance, job, nowSeconds);
  endBusy(instance, Math.max(0, nowSeconds - instance.attemptStartSeconds - keptSeconds), 'drain', nowSeconds);
  if (jobs.messageState[job] !== MESSAGE_IN_FLIGHT || jobs.receipt[job] !== instance.receipt) return;
  if (how === 'returned') {
    world.counts.visibilityChanges += 1;
    returnMessage(queue, jobs, job);
    offer(world, queue);
    return;
  }
  const lastBeatSeconds = instance.receivedSeconds + heartbeatCount * queue.plan.heartbeatSeconds;
  hideMessage(world, job, lastBeatSeconds + queue.plan.visibilityTimeoutSeconds);
}

/** A visibility timeout ran out: unless it was extended or the message deleted since, the message is visible again. */
export function endVisibility(world: World, job: number): void {
  const { jobs } = world;
  if (jobs.messageState[job] !== MESSAGE_IN_FLIGHT) return;
  if (jobs.hiddenUntilSeconds[job] !== world.calendar.nowSeconds) return;
  const queue = world.queues[jobs.messageQueue[job]!]!;
  returnMessage(queue, jobs, job);
  offer(world, queue);
}

/** How long the stages [from, to) of a job take on this instance, with their checkpoints. */
export function secondsOfStages(world: World, instance: Instance, job: number, from: number, to: number): Seconds {
  const { jobs, pipeline } = world;
  const row = job * jobs.activeStageCount;
  const checkpointSeconds = world.plan.worker.checkpoints ? world.assumptions.checkpointSeconds : 0;
  let seconds = 0;
  for (let stage = from; stage < to; stage += 1) {
    const speedRatio = speedRatioIn(instance.type, pipeline.stages[stage]!.bound);
    seconds += jobs.stageSeconds[row + stage]! / speedRatio + checkpointSeconds;
  }
  return seconds;
}

function beginAttempt(world: World, instance: Instance, queue: QueueState, job: number): void {
  const { jobs, calendar, counts } = world;
  const nowSeconds = calendar.nowSeconds;
  changeActivity(instance, 'busy', nowSeconds);
  instance.session!.attemptCount += 1;
  instance.job = job;
  instance.queue = queue.index;
  instance.receipt = jobs.receipt[job]!;
  instance.receivedSeconds = nowSeconds;
  instance.attemptStartSeconds = nowSeconds + world.assumptions.receiveSeconds;
  instance.attemptFirstStage = jobs.nextStage[job]!;
  const workSeconds = secondsOfStages(world, instance, job, instance.attemptFirstStage, attemptRunEnd(world, instance));
  const shareDone = shareUntilFailure(world, job);
  instance.attemptFails = shareDone < 1;
  instance.attemptEndSeconds = instance.attemptStartSeconds + workSeconds * shareDone;
  instance.attemptHandle = calendar.schedule(instance.attemptEndSeconds, ATTEMPT_END, instance.id);
  counts.attempts += 1;
  const { heartbeatSeconds, visibilityTimeoutSeconds } = queue.plan;
  if (heartbeatSeconds > 0) {
    jobs.hiddenUntilSeconds[job] = Number.POSITIVE_INFINITY;
  } else if (instance.attemptEndSeconds > nowSeconds + visibilityTimeoutSeconds) {
    hideMessage(world, job, nowSeconds + visibilityTimeoutSeconds);
  } else {
    jobs.hiddenUntilSeconds[job] = Number.POSITIVE_INFINITY;
  }
  recordStart(world, instance, job);
}

/**
 * First start in this queue: the wait ends here. It was a cold start if this is the instance's first job since it came up,
 * and the cold part of the wait is the time in which the instance was coming up.
 */
function recordStart(world: World, instance: Instance, job: number): void {
  const { jobs } = world;
  const cell = job * jobs.queueCount + instance.queue;
  if (!Number.isNaN(jobs.startedSeconds[cell]!)) return;
  jobs.startedSeconds[cell] = instance.attemptStartSeconds;
  if (instance.session!.attemptCount > 1) return;
  const from = Math.max(instance.launchedSeconds, jobs.queuedSeconds[cell]!);
  if (instance.readySeconds > from) jobs.coldStartSeconds[job]! += instance.readySeconds - from;
}

/** How often the lease was extended in this time. */
function heartbeatsOf(queue: QueueState, elapsedSeconds: Seconds): number {
  const { heartbeatSeconds } = queue.plan;
  return heartbeatSeconds > 0 ? Math.floor(elapsedSeconds / heartbeatSeconds) : 0;
}

/**
 * 1 when the attempt succeeds; else the share of its work after which it fails. Drawn for the job's n-th receive, so that
 * two plans on one seed see the same failures.
 */
function shareUntilFailure(world: World, job: number): number {
  const { transientFailureRatio } = world.plan.worker;
  const isPoison = world.jobs.poison[job] === 1;
  if (!isPoison && transientFailureRatio === 0) return 1;
  const draw = createSubstream(world.seed, world.replication, `failure:${world.jobs.receipt[job]!}`, job);
  if (draw.uniform() >= transientFailureRatio && !isPoison) return 1;
  return draw.uniform();
}

/** The stage after the last one this attempt runs. */
function attemptRunEnd(world: World, instance: Instance): number {
  return Math.min(world.pipeline.queueTo[instance.queue]!, world.jobs.endStage[instance.job]!);
}

/**
 * Moves the job past the stages this attempt has checkpointed, and returns the seconds of work that are kept: not those
 * of stages that another worker has checkpointed before, nor any of a job that has ended.
 */
function keepCheckpoints(world: World, instance: Instance, job: number, nowSeconds: Seconds): Seconds {
  const { jobs, pipeline } = world;
  if (!world.plan.worker.checkpoints || jobs.outcome[job] !== JOB_OPEN) return 0;
  const workedSeconds = nowSeconds - instance.attemptStartSeconds;
  const end = Math.min(pipeline.queueTo[instance.queue]!, jobs.endStage[job]!);
  const knownStage = jobs.nextStage[job]!;
  let doneSeconds = 0;
  let keptSeconds = 0;
  let stage = instance.attemptFirstStage;
  while (stage < end - 1) {
    const stageSeconds = secondsOfStages(world, instance, job, stage, stage + 1);
    if (doneSeconds + stageSeconds > workedSeconds) break;
    doneSeconds += stageSeconds;
    if (stage >= knownStage) keptSeconds += stageSeconds;
    stage += 1;
  }
  if (stage > knownStage) jobs.nextStage[job] = stage;
  return keptSeconds;
}

function hideMessage(world: World, job: number, untilSeconds: Seconds): void {
  // A worker that was lost long after its last possible beat: the message is due already.
  const dueSeconds = Math.max(untilSeconds, world.calendar.nowSeconds);
  world.jobs.hiddenUntilSeconds[job] = dueSeconds;
  world.calendar.schedule(dueSeconds, VISIBILITY_END, job);
}

function receiveOrDeadLetter(world: World, queue: QueueState): number {
  if (queue.visibleCount === 0) return -1;
  for (;;) {
    const job = receiveMessage(queue, world.jobs);
    if (job < 0) return -1;
    world.counts.receives += 1;
    if (!exceedsReceiveCount(queue, world.jobs, job)) {
      if (world.jobs.receiveCount[job]! > 1) world.jobs.redeliveryCount[job]! += 1;
      return job;
    }
    deleteMessage(queue, world.jobs, job);
    endJob(world, job, JOB_DEAD_LETTERED);
  }
}
