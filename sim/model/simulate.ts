/**
 * One replication of one scenario on one plan. Pure: the same input and replication number give the same record, bit
 * for bit. Tie rule: at one instant, SimEvents fire in the order they were scheduled, and an arrival comes after them.
 */
import type { Seconds } from '../../hub/units.ts';
import { createWorld } from './create-world.ts';
import { enqueue } from './enqueue.ts';
import { finishRecord } from './finish-record.ts';
import { fireEvent } from './fire-event.ts';
import { reconcile } from './group.ts';
import { settleAtStart } from './initial-state.ts';
import { addJob } from './job-table.ts';
import { scheduleNext } from './monitoring.ts';
import type { RunRecord } from './run-record.ts';
import type { SimulationInput } from './simulation-input.ts';
import { openSpotMarket } from './spot-market.ts';
import type { World } from './world.ts';

/**
 * @param replication 0, 1, 2, ...: names the random numbers of this run
 * @throws HubError CONFIG_INVALID when a job kind of the scenario has no stage in the plan
 */
export function simulate(input: SimulationInput, replication: number): RunRecord {
  const world = createWorld(input, replication);
  const { calendar, arrivals } = world;
  const { horizon } = world.scenario;
  const horizonSeconds = horizon.kind === 'fixed' ? horizon.seconds : horizon.maxSeconds;
  openSpotMarket(world);
  settleAtStart(world);
  for (const [index, scheduled] of world.scheduled.entries()) scheduleNext(world, scheduled, index);
  for (const group of world.groups) reconcile(world, group);
  for (;;) {
    const arrivalSeconds = arrivals.peekSeconds();
    const untilSeconds = Math.min(arrivalSeconds, horizonSeconds);
    if (calendar.next(untilSeconds)) {
      world.counts.eventCount += 1;
      if (fireEvent(world)) break;
    } else if (arrivalSeconds <= horizonSeconds) {
      world.counts.eventCount += 1;
      submit(world, arrivalSeconds);
    } else {
      break;
    }
  }
  return finishRecord(world);
}

/** A user's job arrives: admitted into the queue of its first stage, or answered 429. */
function submit(world: World, atSeconds: Seconds): void {
  const { arrivals, pipeline, jobs } = world;
  arrivals.take();
  const { source, region, user } = arrivals;
  const stages = world.stageRuns[source]!;
  const queueIndex = pipeline.queueOfStage[stages.from]!;
  const queue = world.queues[queueIndex]!;
  const { jobsInSystemMax } = world.plan.admission;
  if (jobsInSystemMax > 0 && queue.visibleCount + queue.inFlightCount >= jobsInSystemMax) {
    world.counts.rejected += 1;
    arrivals.jobEnded(source, user, atSeconds);
    return;
  }
  const submission = { atSeconds, source, region, user, stages };
  const job = addJob(jobs, submission, pipeline, world.jobStreams, world.plan.worker.poisonRatio);
  world.openJobCount += 1;
  enqueue(world, job, queueIndex);
}
