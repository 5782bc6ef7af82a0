/** What follows a job's part in a queue: the next queue, or its end. */
import type { Seconds } from '../../hub/units.ts';
import { MESSAGE_ARRIVES } from './event-kinds.ts';
import { JOB_FINISHED } from './run-record.ts';
import type { World } from './world.ts';

/** The queue's part is done: the S3 event sends the job to its next queue, or ends it. */
export function advanceJob(world: World, job: number, queueIndex: number): void {
  const { jobs, pipeline, assumptions, calendar } = world;
  const stage = jobs.nextStage[job]!;
  if (stage >= jobs.endStage[job]!) {
    endJob(world, job, JOB_FINISHED);
    return;
  }
  jobs.messageQueue[job] = pipeline.queueOfStage[stage]!;
  const draw = jobs.advanceDraw[job * jobs.queueCount + queueIndex]!;
  calendar.schedule(calendar.nowSeconds + advanceSeconds(assumptions, draw), MESSAGE_ARRIVES, job);
}

/** Finished or dead-lettered; a job ends once, and its user may come back. */
export function endJob(world: World, job: number, outcome: number): void {
  const { jobs, calendar } = world;
  jobs.outcome[job] = outcome;
  jobs.endedSeconds[job] = calendar.nowSeconds;
  world.openJobCount -= 1;
  world.lastChangeSeconds = calendar.nowSeconds;
  world.arrivals.jobEnded(jobs.source[job]!, jobs.user[job]!, calendar.nowSeconds);
}

/** Delay from the stored result to the next queue: uniform, with a slow tail; one draw per hop. */
function advanceSeconds(assumptions: World['assumptions'], draw: number): Seconds {
  const { advanceTailRatio, advanceSecondsLow, advanceSecondsHigh } = assumptions;
  if (draw < advanceTailRatio) return assumptions.advanceTailSeconds;
  const share = (draw - advanceTailRatio) / (1 - advanceTailRatio);
  return advanceSecondsLow + share * (advanceSecondsHigh - advanceSecondsLow);
}
