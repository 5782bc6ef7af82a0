import type { BaseGroup, BurstGroup, Fleet } from '../../hub/plan/hub-plan.ts';

/** One of the two Auto Scaling groups of a fleet: the on-demand base or the Spot burst. */
export type FleetGroupPlan =
  | { readonly kind: 'base'; readonly group: BaseGroup }
  | { readonly kind: 'burst'; readonly group: BurstGroup };

/** The groups a fleet has, base first. */
export function groupPlansOf({ base, burst }: Pick<Fleet, 'base' | 'burst'>): readonly FleetGroupPlan[] {
  const plans: FleetGroupPlan[] = [];
  if (base !== undefined) plans.push({ kind: 'base', group: base });
  if (burst !== undefined) plans.push({ kind: 'burst', group: burst });
  return plans;
}
