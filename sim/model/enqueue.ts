/** A job's message enters a queue: from the submit function, or from the event function that advances it. */
import { decide } from '../../hub/scaling/decide.ts';
import { offer } from './attempt.ts';
import { sendMessage } from './message-queue.ts';
import { touchQueue } from './queue-activity.ts';
import { askedOfGroup, requestDesired } from './scaling-requests.ts';
import type { FleetState, World } from './world.ts';

export function enqueue(world: World, job: number, queueIndex: number): void {
  const { jobs, calendar } = world;
  const queue = world.queues[queueIndex]!;
  jobs.queuedSeconds[job * jobs.queueCount + queueIndex] = calendar.nowSeconds;
  world.counts.sends += 1;
  touchQueue(world, queue);
  sendMessage(queue, jobs, job, calendar.nowSeconds);
  offer(world, queue);
  for (const fleet of queue.fleets) {
    if (fleet.groupsOnSubmit.length > 0) scaleOnSubmit(world, fleet);
  }
}

/** The enqueuing function reads the queue and asks the same `decide`; one conditional write limits how often. */
function scaleOnSubmit(world: World, fleet: FleetState): void {
  const nowSeconds = world.startSecondsOfWeek + world.calendar.nowSeconds;
  for (const group of fleet.groupsOnSubmit) {
    // Such policies only raise. At the height of a crowd every submit would ask for what cannot be had.
    if (group.desiredCount === group.maxCount) continue;
    for (const policy of group.onSubmit) {
      const memory = group.memories.get(policy) ?? {};
      if (nowSeconds - (memory.lastActedSeconds ?? Number.NEGATIVE_INFINITY) < policy.minIntervalSeconds) continue;
      const backlog = fleet.queues.reduce((sum, queue) => sum + queue.visibleCount + queue.inFlightCount, 0);
      const decision = decide(policy, askedOfGroup(world, group, backlog, undefined), memory);
      group.memories.set(policy, decision.memory);
      requestDesired(world, group, policy.name, decision);
    }
  }
}
