import { INSTANCE_TYPES, type InstanceTypeName } from '../../hub/catalog/instances.ts';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';

/** Instance types of a plan whose row in the catalog has a figure of low confidence, in the order of the catalog. */
export function estimatedTypes({ fleets }: Pick<HubPlan, 'fleets'>): readonly InstanceTypeName[] {
  const groups = fleets.flatMap(({ base, burst }) => [base, burst]).filter(group => group !== undefined);
  const used = new Set(groups.flatMap(({ instanceTypes }) => instanceTypes));
  return Object.values(INSTANCE_TYPES)
    .filter(({ name, confidence }) => used.has(name) && confidence === 'L')
    .map(({ name }) => name);
}
