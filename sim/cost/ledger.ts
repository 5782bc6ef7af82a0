/**
 * The ledger: lines of whole nano-dollars. Invariant: a bill's total, its categories and its markets are sums of the same
 * lines, so they agree to the nano-dollar. Each amount is rounded once, where its line (or session) is priced.
 */

import type { Market } from '../../hub/plan/hour-price.ts';
import { NANO_USD_PER_USD, type NanoUsd, type Usd } from '../../hub/units.ts';

/** In the order of a waterfall from the work that counted to what every stack pays. */
export const LINE_CATEGORIES = [
  'useful', // instance time on work that counted
  'redo', // instance time on work that was lost, or done twice
  'idle', // instance time paid and not used, with the rounding up to whole and least seconds
  'boot', // instance time until ready, and all of filling the warm pool
  'drain', // instance time after it stopped taking work
  'storage', // volumes, checkpoints, assets, records, kept logs
  'requests', // queue, function, API, table, bucket and event requests, and the bytes they move
  'delivery', // results on their way to players
  'fixed', // what is paid without any job: the share of the month the run lasted
] as const;
export type LineCategory = (typeof LINE_CATEGORIES)[number];

export type Line = {
  /** Stable id, as `instance-hours`; with category, market, group and instance type it is unique in a bill. */
  readonly item: string;
  readonly category: LineCategory;
  readonly market?: Market;
  readonly group?: string;
  readonly instanceType?: string;
  readonly quantity: number;
  /** Of the quantity: `instance-hour`, `GB-month`. */
  readonly unit: string;
  readonly nanoUsd: NanoUsd;
};

/** Where a line belongs. */
export type LineOwner = Pick<Line, 'market' | 'group' | 'instanceType'>;

/**
 * A dollar amount in whole nano-dollars, half up.
 *
 * @example toNanoUsd(0.158)   // 158_000_000
 */
export function toNanoUsd(usd: Usd): NanoUsd {
  return safe(Math.round(usd * NANO_USD_PER_USD));
}

/** A line of one rounding: quantity x price. */
export function pricedLine(
  item: string,
  category: LineCategory,
  amount: { readonly quantity: number; readonly unit: string; readonly usdPerUnit: Usd },
  owner: LineOwner = {},
): Line {
  const { quantity, unit, usdPerUnit } = amount;
  return { item, category, ...owner, quantity, unit, nanoUsd: toNanoUsd(quantity * usdPerUnit) };
}

export function totalOf(lines: readonly Line[]): NanoUsd {
  let total = 0;
  for (const line of lines) total += safe(line.nanoUsd);
  return safe(total);
}

export function byCategoryOf(lines: readonly Line[]): Record<LineCategory, NanoUsd> {
  const sums = Object.fromEntries(LINE_CATEGORIES.map(name => [name, 0])) as Record<LineCategory, NanoUsd>;
  for (const line of lines) sums[line.category] += line.nanoUsd;
  return sums;
}

/** `none`: lines that belong to neither market, as requests and delivery. */
export type MarketSums = Readonly<Record<Market | 'none', NanoUsd>>;

export function byMarketOf(lines: readonly Line[]): MarketSums {
  const sums = { spot: 0, onDemand: 0, none: 0 };
  for (const line of lines) sums[line.market ?? 'none'] += line.nanoUsd;
  return sums;
}

/** @throws RangeError when an amount is not a whole, exactly representable number >= 0: then sums would not be exact. */
export function safe(nanoUsd: number): NanoUsd {
  if (!Number.isSafeInteger(nanoUsd) || nanoUsd < 0) {
    throw new RangeError(`an amount must be a safe integer of nano-dollars >= 0 (saw ${nanoUsd})`);
  }
  return nanoUsd;
}
