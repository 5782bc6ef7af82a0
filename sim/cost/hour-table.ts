/** What an hour of each instance type costs, bare and with everything that comes with it. */
import { INSTANCE_TYPE_NAMES, INSTANCE_TYPES, type InstanceTypeName } from '../../hub/catalog/instances.ts';
import { hourPriceOf } from '../../hub/plan/hour-price.ts';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import type { Usd } from '../../hub/units.ts';
import { groupPlansOf } from './group-plans.ts';
import { addOnsOf } from './session-lines.ts';
import { volumePriceOf } from './volume-lines.ts';

/** All in USD per hour while the instance runs; a stopped one pays volume and throughput only. */
export type HourRow = {
  readonly instanceType: InstanceTypeName;
  /** Some group of the plan may launch it. */
  readonly isInPlan: boolean;
  readonly onDemandUsdPerHour: Usd;
  readonly spotUsdPerHour: Usd;
  readonly volumeUsdPerHour: Usd;
  readonly throughputUsdPerHour: Usd;
  readonly ipv4UsdPerHour: Usd;
  readonly monitoringUsdPerHour: Usd;
  readonly onDemandAllInUsdPerHour: Usd;
  readonly spotAllInUsdPerHour: Usd;
  /** Of the on-demand and Spot prices; a price that the plan sets has the source `plan`. */
  readonly source: string;
};

/**
 * One row per type of the catalog. The volume is that of the plan's first burst group, or of its first base group.
 *
 * @throws Error when the plan has no group at all.
 */
export function hourTable(plan: HubPlan): HourRow[] {
  const groups = groupPlansOf(plan);
  const reference = groups.find(group => group.market === 'spot') ?? groups[0];
  if (reference === undefined) throw new Error('a plan without groups has no instance hours');
  const volume = volumePriceOf(reference.plan.volume);
  const addOns = Object.fromEntries(addOnsOf(plan).map(({ item, usdPerHour }) => [item, usdPerHour]));
  const ipv4UsdPerHour = addOns['public-ipv4'] ?? 0;
  const monitoringUsdPerHour = addOns['detailed-monitoring'] ?? 0;
  const besides = volume.sizeUsdPerHour + volume.throughputUsdPerHour + ipv4UsdPerHour + monitoringUsdPerHour;
  return INSTANCE_TYPE_NAMES.map(instanceType => {
    const onDemandUsdPerHour = hourPriceOf(plan, instanceType, 'onDemand');
    const spotUsdPerHour = hourPriceOf(plan, instanceType, 'spot');
    return {
      instanceType,
      isInPlan: groups.some(group => group.plan.instanceTypes.includes(instanceType)),
      onDemandUsdPerHour,
      spotUsdPerHour,
      volumeUsdPerHour: volume.sizeUsdPerHour,
      throughputUsdPerHour: volume.throughputUsdPerHour,
      ipv4UsdPerHour,
      monitoringUsdPerHour,
      onDemandAllInUsdPerHour: onDemandUsdPerHour + besides,
      spotAllInUsdPerHour: spotUsdPerHour + besides,
      source: sourceOf(plan, instanceType),
    };
  });
}

function sourceOf(plan: HubPlan, instanceType: InstanceTypeName): string {
  const { onDemandUsdPerHour, spotUsdPerHour } = plan.prices;
  const isOwn = onDemandUsdPerHour[instanceType] !== undefined || spotUsdPerHour[instanceType] !== undefined;
  const { source, date } = INSTANCE_TYPES[instanceType];
  return isOwn ? `plan; else ${source}, ${date}` : `${source}, ${date}`;
}
