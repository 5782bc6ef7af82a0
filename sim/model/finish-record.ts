/** The end of a run: cut what is still running at the horizon, and hand over the record. */
import { jobColumnsOf } from './job-table.ts';
import type { RunRecord } from './run-record.ts';
import { closeSession } from './session.ts';
import { isSettled } from './timeline.ts';
import type { World } from './world.ts';

export function finishRecord(world: World): RunRecord {
  const horizonSeconds = world.calendar.nowSeconds;
  const settled = isSettled(world);
  for (const instance of world.instances) {
    if (instance.session !== undefined) closeSession(instance, horizonSeconds, { cut: true });
    if (Number.isNaN(instance.volume.endSeconds)) instance.volume.endSeconds = horizonSeconds;
  }
  world.counts.emptyReceives = emptyReceives(world);
  return {
    replication: world.replication,
    horizonSeconds,
    settled,
    queueNames: world.queues.map(queue => queue.plan.name),
    regionNames: world.arrivals.regionNames,
    groups: world.groups.map(group => ({ fleet: group.fleet.plan.name, market: group.market, name: group.name })),
    jobs: jobColumnsOf(world.jobs),
    sessions: world.sessions,
    volumes: world.volumes,
    decisions: world.decisions,
    timeline: world.timeline,
    counts: world.counts,
  };
}

/** A waiting worker's long polls come back empty every `longPollSeconds`; it asks each of its queues in turn. */
function emptyReceives(world: World): number {
  let count = 0;
  for (const session of world.sessions) {
    const { queues } = world.groups[session.group]!.fleet;
    count += Math.floor(session.idleSeconds / Math.max(1, queues[0]!.plan.longPollSeconds)) * queues.length;
  }
  return count;
}
