/** The world of one replication, ready for its first event: market open, minimum in service, schedules set. */
import { createWorld } from './create-world.ts';
import { reconcile } from './group.ts';
import { settleAtStart } from './initial-state.ts';
import { scheduleNext } from './scaling-actions.ts';
import type { SimulationInput } from './simulation-input.ts';
import { openSpotMarket } from './spot-market.ts';
import type { World } from './world.ts';

/** @throws HubError CONFIG_INVALID when a job kind of the scenario has no stage in the plan */
export function openWorld(input: SimulationInput, replication: number): World {
  const world = createWorld(input, replication);
  openSpotMarket(world);
  settleAtStart(world);
  for (const [index, scheduled] of world.scheduled.entries()) scheduleNext(world, scheduled, index);
  for (const group of world.groups) reconcile(world, group);
  return world;
}
