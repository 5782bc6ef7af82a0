import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import { zonesOf } from '../../hub/plan/zones-of.ts';

/**
 * The subnets of the zones that a group may use.
 *
 * @param letters zones of the group
 * @param subnetIds one per zone of the plan, in the order of `zonesOf`
 * @throws Error when there are not as many subnets as zones: the group would be in other zones than the plan says
 * @example subnetsOfZones(plan, ['c', 'a'], ['subnet-a', 'subnet-b', 'subnet-c'])   // ['subnet-a', 'subnet-c']
 */
export function subnetsOfZones(
  plan: Pick<HubPlan, 'region' | 'fleets'>,
  letters: readonly string[],
  subnetIds: readonly string[],
): string[] {
  const zones = zonesOf(plan);
  if (zones.length !== subnetIds.length) {
    throw new Error(`one worker subnet per zone is needed (saw ${subnetIds.length} subnets, ${zones.length} zones)`);
  }
  const wanted = letters.map(letter => `${plan.region}${letter}`);
  return subnetIds.filter((_, index) => wanted.includes(zones[index]!));
}
