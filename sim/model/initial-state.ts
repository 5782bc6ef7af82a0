/** Where a run starts: the hub has been quiet for long, so its minimum is in service and its warm pools are full. */
import { serveNext } from './attempt.ts';
import { warmPoolTarget } from './group.ts';
import { createInstance, enterService, joinMembers, occupy, stopIntoPool } from './lifecycle.ts';
import { scheduleCalmInterruption } from './spot-market.ts';
import type { GroupState, Instance, World } from './world.ts';

export function settleAtStart(world: World): void {
  // A worker that has been polling all along has kept its queues active.
  for (const fleet of world.fleets) {
    if (fleet.groups.every(group => group.minCount === 0)) continue;
    for (const queue of fleet.queues) queue.lastActiveSeconds = 0;
  }
  for (const group of world.groups) {
    for (let count = 0; count < group.minCount; count += 1) {
      const instance = newInstance(world, group, count);
      joinMembers(instance);
      enterService(world, instance);
      instance.readySeconds = Number.NEGATIVE_INFINITY;
      if (instance.pool !== undefined) scheduleCalmInterruption(world, instance);
      serveNext(world, instance);
    }
    const target = warmPoolTarget(group);
    for (let count = 0; count < target; count += 1)
      stopIntoPool(world, newInstance(world, group, group.minCount + count));
  }
}

/** Spread over zones in turn, of the group's first type. */
function newInstance(world: World, group: GroupState, ordinal: number): Instance {
  const zone = group.plan.zones[ordinal % group.plan.zones.length]!;
  const type = group.types[0]!;
  const pool = group.pools.find(candidate => candidate.type === type && candidate.zone === zone);
  const instance = createInstance(world, group, { type, zone, pool });
  occupy(world, instance);
  return instance;
}
