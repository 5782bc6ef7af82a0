import type { BaseGroupPlan, BurstGroupPlan } from './fleet-plan.ts';
import type { HubPlanInput } from './hub-plan.ts';

export type NamedGroup =
  | { readonly kind: 'base'; readonly fleet: string; readonly path: readonly string[]; readonly group: BaseGroupPlan }
  | {
      readonly kind: 'burst';
      readonly fleet: string;
      readonly path: readonly string[];
      readonly group: BurstGroupPlan;
    };

/** Every Auto Scaling group of the plan, with its path. */
export function groupsOf(plan: Pick<HubPlanInput, 'fleets'>): readonly NamedGroup[] {
  return Object.entries(plan.fleets).flatMap(([fleet, { base, burst }]) => {
    const groups: NamedGroup[] = [];
    if (base !== undefined) groups.push({ kind: 'base', fleet, path: ['fleets', fleet, 'base'], group: base });
    if (burst !== undefined) groups.push({ kind: 'burst', fleet, path: ['fleets', fleet, 'burst'], group: burst });
    return groups;
  });
}
