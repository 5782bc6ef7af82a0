/** Every price of the catalog in one list, each with where it is from: what `asset-sim prices show` prints. */
import type { Usd } from '../units.ts';
import type { Confidence } from './confidence.ts';
import { INSTANCE_TYPE_NAMES, INSTANCE_TYPES, KEPT_ON_DEMAND, KEPT_SPOT } from './instances.ts';
import { PRICE_LIST_SOURCE, SPOT_SOURCE } from './price-refresh.ts';
import { PRICES } from './prices.ts';
import { REFRESHED_PRICES } from './refreshed-prices.ts';

export type PriceRow = {
  readonly name: string;
  readonly usd: Usd;
  readonly unit: string;
  readonly source: string;
  /** A year, a month or a day. */
  readonly date: string;
  readonly confidence: Confidence;
};

export function priceTable(): readonly PriceRow[] {
  const { date, onDemandUsdPerHour, spotUsdPerHour } = REFRESHED_PRICES;
  const fresh = (source: string) => ({ source, date: date ?? '', confidence: 'H' as const });
  const hours = INSTANCE_TYPE_NAMES.flatMap(name => {
    const type = INSTANCE_TYPES[name];
    return [
      {
        name: `${name} on-demand`,
        usd: type.onDemandUsdPerHour,
        unit: 'instance-hour',
        ...(onDemandUsdPerHour[name] === undefined ? KEPT_ON_DEMAND : fresh(PRICE_LIST_SOURCE)),
      },
      {
        name: `${name} Spot`,
        usd: type.spotUsdPerHour,
        unit: 'instance-hour',
        ...(spotUsdPerHour[name] === undefined ? KEPT_SPOT : fresh(SPOT_SOURCE)),
      },
    ];
  });
  return [...hours, ...Object.entries(PRICES).map(([name, price]) => ({ name, ...price }))];
}

/**
 * Whole months from a date to a day; a date that names no month is taken as January, one that names no day as the first.
 *
 * @example monthsOld('2024-12', '2026-11-28')   // 23
 */
export function monthsOld(date: string, today: string): number {
  const months = (text: string) => {
    const [year = 0, month = 1, day = 1] = text.split('-').map(Number);
    return { months: year * 12 + month, day };
  };
  const then = months(date);
  const now = months(today);
  return now.months - then.months - (now.day < then.day ? 1 : 0);
}
