import type { Market } from '../../hub/plan/hour-price.ts';
import type { BaseGroup, BurstGroup, HubPlan } from '../../hub/plan/hub-plan.ts';

export type GroupPlan = {
  readonly fleet: string;
  readonly market: Market;
  readonly queues: readonly string[];
  readonly plan: BaseGroup | BurstGroup;
  readonly warmPool: BaseGroup['warmPool'];
};

/** All groups of a plan, fleets in their order, base before burst. */
export function groupPlansOf(plan: HubPlan): GroupPlan[] {
  return plan.fleets.flatMap(({ name, queues, base, burst }) => {
    const groups: GroupPlan[] = [];
    if (base) groups.push({ fleet: name, market: 'onDemand', queues, plan: base, warmPool: base.warmPool });
    if (burst) groups.push({ fleet: name, market: 'spot', queues, plan: burst, warmPool: undefined });
    return groups;
  });
}

/** @throws Error when the plan has no such group: the record was made from another plan. */
export function groupPlanOf(plan: HubPlan, group: { readonly fleet: string; readonly market: Market }): GroupPlan {
  const found = groupPlansOf(plan).find(({ fleet, market }) => fleet === group.fleet && market === group.market);
  if (found === undefined) throw new Error(`the plan has no ${group.market} group in fleet ${group.fleet}`);
  return found;
}
