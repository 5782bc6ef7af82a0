/** The Spot pools a plan can draw from: every instance type of its burst groups in every zone they may use. */
import { INSTANCE_TYPES } from '../../hub/catalog/instances.ts';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import type { Substream } from '../engine/substream.ts';
import type { SpotPool } from './world.ts';

/** Each pool has random numbers of its own, named after it, so that adding a type leaves the other pools' fate as it was. */
export function createSpotPools(plan: HubPlan, stream: (process: string) => Substream): SpotPool[] {
  const pools = new Map<string, SpotPool>();
  for (const { burst } of plan.fleets) {
    for (const name of burst?.instanceTypes ?? []) {
      for (const zone of burst?.zones ?? []) {
        const key = `${name}:${zone}`;
        if (pools.has(key)) continue;
        const type = INSTANCE_TYPES[name];
        pools.set(key, {
          index: pools.size,
          type,
          zone,
          usdPerHour: plan.prices.spotUsdPerHour[name] ?? type.spotUsdPerHour,
          stream: stream(`pool:${key}`),
          regime: 'calm',
          regimeEndsSeconds: 0,
          stormed: false,
          stormEndsSeconds: 0,
          replayShiftSeconds: 0,
          usedCount: 0,
          instances: new Set(),
        });
      }
    }
  }
  return [...pools.values()];
}
