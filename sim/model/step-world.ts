/**
 * One step of a run: the next SimEvent, or the next arrival. Tie rule: at one instant, SimEvents fire in the order they
 * were scheduled, and an arrival comes after them.
 */
import type { Seconds } from '../../hub/units.ts';
import { enqueue } from './enqueue.ts';
import { fireEvent } from './fire-event.ts';
import { addJob } from './job-table.ts';
import type { World } from './world.ts';

/** False when nothing is left to do until the horizon, where the clock then stands, or when the run ended before it. */
export function stepWorld(world: World, horizonSeconds: Seconds): boolean {
  const { calendar, arrivals, counts } = world;
  const arrivalSeconds = arrivals.peekSeconds();
  if (calendar.next(Math.min(arrivalSeconds, horizonSeconds))) {
    counts.eventCount += 1;
    return !fireEvent(world);
  }
  if (arrivalSeconds > horizonSeconds) return false;
  counts.eventCount += 1;
  submit(world, arrivalSeconds);
  return true;
}

/** A user's job arrives: admitted into the queue of its first stage, or answered 429. */
function submit(world: World, atSeconds: Seconds): void {
  const { arrivals, pipeline, jobs } = world;
  arrivals.take();
  const { source, region, user } = arrivals;
  const stages = world.stageRuns[source]!;
  const queueIndex = pipeline.queueOfStage[stages.from]!;
  const { jobsInSystemMax } = world.plan.admission;
  if (jobsInSystemMax > 0 && world.openJobCount >= jobsInSystemMax) {
    world.counts.rejected += 1;
    arrivals.jobEnded(source, user, atSeconds);
    return;
  }
  const submission = { atSeconds, source, region, user, stages };
  const job = addJob(jobs, submission, pipeline, world.jobStreams, world.plan.worker.poisonRatio);
  world.openJobCount += 1;
  enqueue(world, job, queueIndex);
}
