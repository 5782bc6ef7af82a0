/** The minute samples that charts are drawn from, and the question whether a run has come to rest. */
import { warmPoolTarget } from './group.ts';
import type { GroupState, World } from './world.ts';

/** Appends one row: backlog per queue, instances per group by what they are doing. */
export function sampleTimeline(world: World): void {
  const { timeline, calendar } = world;
  timeline.atSeconds.push(calendar.nowSeconds);
  for (const queue of world.queues) {
    (timeline.backlog[queue.index] ??= []).push(queue.visibleCount + queue.inFlightCount);
  }
  for (const group of world.groups) {
    let inService = 0;
    let pending = 0;
    for (const member of group.members) {
      if (member.state === 'inService' || member.state === 'noticed') inService += 1;
      else pending += 1;
    }
    (timeline.inService[group.index] ??= []).push(inService + group.draining.size + group.rebalancing.length);
    (timeline.pending[group.index] ??= []).push(pending);
    (timeline.warmPooled[group.index] ??= []).push(group.pooled.length);
  }
}

/** All jobs have ended, no more will come, and every group is back at its minimum with its warm pool full. */
export function isSettled(world: World): boolean {
  if (world.openJobCount > 0 || world.arrivals.peekSeconds() !== Number.POSITIVE_INFINITY) return false;
  return world.groups.every(isAtRest) && !hasLeavers(world);
}

/** Whether an instance still runs that no group counts any more: one in the two minutes after its notice. */
function hasLeavers({ usedVcpuCount, groups }: World): boolean {
  let memberVcpuCount = 0;
  for (const group of groups) {
    for (const member of group.members) memberVcpuCount += member.type.vcpuCount;
  }
  return usedVcpuCount.onDemand + usedVcpuCount.spot > memberVcpuCount;
}

function isAtRest(group: GroupState): boolean {
  return (
    group.desiredCount === group.minCount &&
    group.members.length === group.minCount &&
    group.members.every(member => member.state === 'inService') &&
    group.draining.size === 0 &&
    group.rebalancing.length === 0 &&
    group.pooled.length === warmPoolTarget(group) &&
    group.pooled.every(instance => instance.state === 'stopped')
  );
}
