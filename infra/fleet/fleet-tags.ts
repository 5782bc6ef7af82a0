import type { Fleet } from '../../hub/plan/hub-plan.ts';
import { hubTags } from '../config/hub-tags.ts';
import type { FleetGroupPlan } from './fleet-group-plan.ts';

export type Tags = Readonly<Record<string, string>>;

/** With the tag of the stack it says whose a group is: a worker may act only on groups that carry both of its own. */
export const FLEET_TAG = 'asset-hub:fleet';

/**
 * What a group, its instances, volumes and network interfaces say about themselves, in the console and on the bill.
 *
 * Instance metadata shows the tags, which forbids spaces and slashes in their keys (EC2 guide, "Work with instance tags in
 * instance metadata", 2023-05-31 [H]).
 */
export function fleetTags(stack: string, fleet: Pick<Fleet, 'name' | 'queues'>, kind: FleetGroupPlan['kind']): Tags {
  return {
    Name: `asset-hub-${stack}-${fleet.name}-${kind}`,
    ...hubTags(stack),
    [FLEET_TAG]: fleet.name,
    'asset-hub:group': kind,
    'asset-hub:queues': fleet.queues.join(' '),
  };
}
