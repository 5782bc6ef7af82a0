import { speedRatioOf } from '../../hub/catalog/speed-ratio.ts';
import { hourPriceOf } from '../../hub/plan/hour-price.ts';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import type { StageName } from '../../hub/plan/stage-names.ts';
import { SECONDS_PER_HOUR, type Seconds, type Usd } from '../../hub/units.ts';
import { groupPlansOf } from './group-plans.ts';

/**
 * What a perfect scheduler would pay for the compute of these stages: no boot, no idling, no lost work, everything at
 * Spot prices, and each stage on the instance type of the plan that does it for the least money (price / speed). With
 * g4dn.xlarge, the reference instance, as the only type, it is seconds x its Spot price. Add-ons are left out.
 *
 * Only AWS's free first hour of interrupted Spot instances can bring a bill below it.
 *
 * @param stages with service time on the reference instance
 * @returns USD: a yardstick, not a line of a bill
 * @example 130 s on g4dn.xlarge at 0.189 USD/h -> 0.006825
 */
export function computeFloorUsd(
  plan: HubPlan,
  stages: readonly { readonly name: StageName; readonly seconds: Seconds }[],
): Usd {
  let usd = 0;
  for (const { name, seconds } of stages) usd += (seconds / SECONDS_PER_HOUR) * leastHourPrice(plan, name);
  return usd;
}

/** USD for one hour of reference work of a stage. */
function leastHourPrice(plan: HubPlan, stage: StageName): Usd {
  const types = new Set(groupPlansOf(plan).flatMap(group => group.plan.instanceTypes));
  let least = Number.POSITIVE_INFINITY;
  for (const type of types) {
    least = Math.min(least, hourPriceOf(plan, type, 'spot') / speedRatioOf(type, plan.stages[stage].bound));
  }
  return least;
}
