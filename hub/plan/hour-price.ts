import { INSTANCE_TYPES, type InstanceTypeName } from '../catalog/instances.ts';
import type { Usd } from '../units.ts';
import type { HubPlan } from './hub-plan.ts';

export const MARKETS = ['onDemand', 'spot'] as const;
/** How an instance is bought. */
export type Market = (typeof MARKETS)[number];
/** A fleet's two groups buy in one market each. */
export const MARKET_OF_GROUP = Object.freeze({ base: 'onDemand', burst: 'spot' } as const);

/**
 * What an hour of an instance costs, by market: the plan's own price where it names one, else the catalog's.
 *
 * @throws Error for a type that neither knows.
 * @example hourPriceOf(plan, 'g4dn.xlarge', 'onDemand')   // 0.526
 */
export function hourPriceOf(plan: Pick<HubPlan, 'prices'>, instanceType: string, market: Market): Usd {
  const usdPerHour = findHourPrice(plan, instanceType, market);
  if (usdPerHour === undefined) throw new Error(`no ${market} price for instance type ${instanceType}`);
  return usdPerHour;
}

/** The same; undefined for a type that neither knows. */
export function findHourPrice(plan: Pick<HubPlan, 'prices'>, instanceType: string, market: Market): Usd | undefined {
  const own = market === 'spot' ? plan.prices.spotUsdPerHour : plan.prices.onDemandUsdPerHour;
  const listed = INSTANCE_TYPES[instanceType as InstanceTypeName];
  return own[instanceType] ?? (market === 'spot' ? listed?.spotUsdPerHour : listed?.onDemandUsdPerHour);
}
