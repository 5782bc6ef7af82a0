import { INSTANCE_TYPES, type InstanceTypeName } from '../catalog/instances.ts';
import type { Usd } from '../units.ts';
import type { HubPlan } from './hub-plan.ts';

/** How an instance is bought. */
export type Market = 'onDemand' | 'spot';

/**
 * What an hour of an instance costs, by market: the plan's own price where it names one, else the catalog's.
 *
 * @throws Error for a type that neither knows.
 * @example hourPriceOf(plan, 'g4dn.xlarge', 'onDemand')   // 0.526
 */
export function hourPriceOf(plan: Pick<HubPlan, 'prices'>, instanceType: string, market: Market): Usd {
  const own = market === 'spot' ? plan.prices.spotUsdPerHour : plan.prices.onDemandUsdPerHour;
  const listed = INSTANCE_TYPES[instanceType as InstanceTypeName];
  const usdPerHour = own[instanceType] ?? (market === 'spot' ? listed?.spotUsdPerHour : listed?.onDemandUsdPerHour);
  if (usdPerHour === undefined) throw new Error(`no ${market} price for instance type ${instanceType}`);
  return usdPerHour;
}
