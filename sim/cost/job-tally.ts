/**
 * Everything the bill needs to count of the jobs. O(jobs x (queues + stages)).
 *
 * One small loop per count, over typed arrays alone: V8 compiles a loop that runs once per replication while it runs,
 * together with all of its function, and starts anew when one of the arrays changes its kind.
 */
import { FAR_POLL_SECONDS } from '../../hub/catalog/request-counts.ts';
import type { Count, Seconds } from '../../hub/units.ts';
import { JOB_FINISHED, type JobColumns, type RunRecord } from '../model/run-record.ts';

export type JobTally = {
  readonly submittedCount: Count;
  readonly finishedCount: Count;
  /** [region] */
  readonly finishedByRegion: readonly Count[];
  /** [queue]: jobs whose part there was done. */
  readonly passedByQueue: readonly Count[];
  /** [region]: jobs let in. */
  readonly submittedByRegion: readonly Count[];
  /** [region]: status requests of the jobs' clients while they waited. */
  readonly pollsByRegion: readonly Count[];
  /** The sum of them. */
  readonly pollCount: Count;
  /** [active stage]: service time on the reference instance, of finished jobs, in the queues they passed. */
  readonly finishedStageSeconds: Float64Array;
};

/**
 * @param clientPollSeconds the shortest pause between two polls of a client
 * @param queueOfStage [active stage]: index of the queue that serves it
 */
export function tallyJobs(record: RunRecord, clientPollSeconds: Seconds, queueOfStage: readonly number[]): JobTally {
  const { jobs, horizonSeconds } = record;
  const regionCount = record.regionNames.length;
  const finishedByRegion = countFinished(jobs, regionCount);
  const pollsByRegion = countPolls(jobs, regionCount, horizonSeconds, pollRhythm(clientPollSeconds));
  return {
    submittedCount: jobs.count,
    finishedCount: sumOf(finishedByRegion),
    finishedByRegion: [...finishedByRegion],
    submittedByRegion: [...countSubmitted(jobs, regionCount)],
    pollsByRegion: [...pollsByRegion],
    pollCount: sumOf(pollsByRegion),
    passedByQueue: [...countPassed(jobs)],
    finishedStageSeconds: sumStageSeconds(jobs, queueOfStage),
  };
}

const sumOf = (counts: Float64Array): Count => counts.reduce((sum, count) => sum + count, 0);

function countSubmitted({ count, region }: JobColumns, regionCount: Count): Float64Array {
  const byRegion = new Float64Array(regionCount);
  for (let job = 0; job < count; job += 1) byRegion[region[job]!]! += 1;
  return byRegion;
}

function countFinished({ count, region, outcome }: JobColumns, regionCount: Count): Float64Array {
  const byRegion = new Float64Array(regionCount);
  for (let job = 0; job < count; job += 1) if (outcome[job] === JOB_FINISHED) byRegion[region[job]!]! += 1;
  return byRegion;
}

/** A client polls until its job ends; that of an open job, until the horizon. */
function countPolls(
  { count, region, submittedSeconds, endedSeconds }: JobColumns,
  regionCount: Count,
  horizonSeconds: Seconds,
  { nearCount, nearSeconds, farSeconds }: PollRhythm,
): Float64Array {
  const byRegion = new Float64Array(regionCount);
  for (let job = 0; job < count; job += 1) {
    const ended = endedSeconds[job]!;
    const waitedSeconds = (Number.isNaN(ended) ? horizonSeconds : ended) - submittedSeconds[job]!;
    const farCount = waitedSeconds > nearSeconds ? Math.ceil((waitedSeconds - nearSeconds) / farSeconds) : 0;
    byRegion[region[job]!]! += nearCount + farCount;
  }
  return byRegion;
}

/** A queue is passed when the job went on to a later one, or finished. */
function countPassed({ count, queueCount, outcome, queuedSeconds }: JobColumns): Float64Array {
  const byQueue = new Float64Array(queueCount);
  for (let job = 0; job < count; job += 1) {
    let hasLeft = outcome[job] === JOB_FINISHED;
    for (let queue = queueCount - 1; queue >= 0; queue -= 1) {
      if (Number.isNaN(queuedSeconds[job * queueCount + queue]!)) continue;
      if (hasLeft) byQueue[queue]! += 1;
      hasLeft = true;
    }
  }
  return byQueue;
}

function sumStageSeconds(jobs: JobColumns, queueOfStage: readonly number[]): Float64Array {
  const { count, queueCount, activeStageCount, outcome, queuedSeconds, stageSeconds } = jobs;
  const byStage = new Float64Array(activeStageCount);
  for (let job = 0; job < count; job += 1) {
    if (outcome[job] !== JOB_FINISHED) continue;
    for (let stage = 0; stage < activeStageCount; stage += 1) {
      if (Number.isNaN(queuedSeconds[job * queueCount + queueOfStage[stage]!]!)) continue;
      byStage[stage]! += stageSeconds[job * activeStageCount + stage]!;
    }
  }
  return byStage;
}

export type PollRhythm = { readonly nearCount: Count; readonly nearSeconds: Seconds; readonly farSeconds: Seconds };

/**
 * How a client asks: every 30 s while far from done; from there at half of the time left, but not more often than
 * `clientPollSeconds`. The API's Retry-After says so.
 *
 * @example pollRhythm(5)   // 60 s before the end: after 30, 15, 7.5, 5 and 5 s: { nearCount: 5, nearSeconds: 60, farSeconds: 30 }
 */
export function pollRhythm(clientPollSeconds: Seconds): PollRhythm {
  const pauseSecondsMin = Math.max(clientPollSeconds, 1);
  const farSeconds = Math.max(FAR_POLL_SECONDS, pauseSecondsMin);
  const nearSeconds = 2 * farSeconds;
  let nearCount = 0;
  for (let left = nearSeconds; left > 0; left -= Math.max(left / 2, pauseSecondsMin)) nearCount += 1;
  return { nearCount, nearSeconds, farSeconds };
}
