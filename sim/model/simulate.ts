/**
 * One replication of one scenario on one plan. Pure: the same input and replication number give the same record, bit
 * for bit.
 */
import { finishRecord } from './finish-record.ts';
import { openWorld } from './open-world.ts';
import type { RunRecord } from './run-record.ts';
import type { SimulationInput } from './simulation-input.ts';
import { stepWorld } from './step-world.ts';

/**
 * @param replication 0, 1, 2, ...: names the random numbers of this run
 * @throws HubError CONFIG_INVALID when a job kind of the scenario has no stage in the plan
 */
export function simulate(input: SimulationInput, replication: number): RunRecord {
  const world = openWorld(input, replication);
  const { horizon } = world.scenario;
  const horizonSeconds = horizon.kind === 'fixed' ? horizon.seconds : horizon.maxSeconds;
  while (stepWorld(world, horizonSeconds)) {
    // Every step changes the world in place.
  }
  return finishRecord(world);
}
