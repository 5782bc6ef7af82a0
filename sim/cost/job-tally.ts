/** One pass over the jobs: everything the bill needs to count of them. O(jobs x (queues + stages)). */
import { FAR_POLL_SECONDS } from '../../hub/catalog/request-counts.ts';
import type { Count, Seconds } from '../../hub/units.ts';
import { JOB_FINISHED, type RunRecord } from '../model/run-record.ts';

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
  const { count, queueCount, activeStageCount, outcome, region, queuedSeconds, stageSeconds } = jobs;
  const finishedByRegion = record.regionNames.map(() => 0);
  const submittedByRegion = record.regionNames.map(() => 0);
  const pollsByRegion = record.regionNames.map(() => 0);
  const passedByQueue = record.queueNames.map(() => 0);
  const finishedStageSeconds = new Float64Array(activeStageCount);
  const { nearCount, nearSeconds, farSeconds } = pollRhythm(clientPollSeconds);
  let finishedCount = 0;
  for (let job = 0; job < count; job += 1) {
    const isFinished = outcome[job] === JOB_FINISHED;
    const ended = jobs.endedSeconds[job]!;
    const waitedSeconds = (Number.isNaN(ended) ? horizonSeconds : ended) - jobs.submittedSeconds[job]!;
    submittedByRegion[region[job]!]! += 1;
    pollsByRegion[region[job]!]! += nearCount;
    if (waitedSeconds > nearSeconds) {
      pollsByRegion[region[job]!]! += Math.ceil((waitedSeconds - nearSeconds) / farSeconds);
    }
    let hasLeft = isFinished;
    for (let queue = queueCount - 1; queue >= 0; queue -= 1) {
      if (Number.isNaN(queuedSeconds[job * queueCount + queue]!)) continue;
      if (hasLeft) passedByQueue[queue]! += 1;
      hasLeft = true;
    }
    if (!isFinished) continue;
    finishedCount += 1;
    finishedByRegion[region[job]!]! += 1;
    for (let stage = 0; stage < activeStageCount; stage += 1) {
      if (Number.isNaN(queuedSeconds[job * queueCount + queueOfStage[stage]!]!)) continue;
      finishedStageSeconds[stage]! += stageSeconds[job * activeStageCount + stage]!;
    }
  }
  return {
    submittedCount: count,
    finishedCount,
    finishedByRegion,
    submittedByRegion,
    pollsByRegion,
    pollCount: pollsByRegion.reduce((sum, polls) => sum + polls, 0),
    passedByQueue,
    finishedStageSeconds,
  };
}

/**
 * How a client asks: every 30 s while far from done; from there at half of the time left, but not more often than
 * `clientPollSeconds`. The API's Retry-After says so.
 *
 * @example pollRhythm(5)   // 60 s before the end: after 30, 15, 7.5, 5 and 5 s: { nearCount: 5, nearSeconds: 60, farSeconds: 30 }
 */
export function pollRhythm(clientPollSeconds: Seconds): {
  nearCount: Count;
  nearSeconds: Seconds;
  farSeconds: Seconds;
} {
  const pauseSecondsMin = Math.max(clientPollSeconds, 1);
  const farSeconds = Math.max(FAR_POLL_SECONDS, pauseSecondsMin);
  const nearSeconds = 2 * farSeconds;
  let nearCount = 0;
  for (let left = nearSeconds; left > 0; left -= Math.max(left / 2, pauseSecondsMin)) nearCount += 1;
  return { nearCount, nearSeconds, farSeconds };
}
