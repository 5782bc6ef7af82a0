/** A bill as metrics. */
import { NANO_USD_PER_USD, type NanoUsd, type Usd } from '../../hub/units.ts';
import type { Bill } from '../cost/bill.ts';
import type { Scalars } from '../measure/fleet-scalars.ts';
import type { CostLine } from './replication-summary.ts';

/** Dollars per finished character are null when none was finished; the total never is. */
export function costScalars(bill: Bill): Scalars {
  return {
    cost_usd_per_character: bill.usdPerCharacter,
    cost_usd_per_character_spot: bill.spotUsdPerCharacter,
    cost_usd_per_character_on_demand: bill.onDemandUsdPerCharacter,
    cost_usd_per_character_floor: bill.floorUsdPerCharacter,
    cost_usd_total: toUsd(bill.totalNanoUsd),
  };
}

/** The bill's lines in dollars, with null for what a line does not belong to: it crosses threads and becomes JSON. */
export function costLinesOf(bill: Bill): CostLine[] {
  return bill.lines.map(({ item, category, market, group, instanceType, quantity, unit, nanoUsd }) => ({
    item,
    category,
    market: market ?? null,
    group: group ?? null,
    instanceType: instanceType ?? null,
    quantity,
    unit,
    usd: toUsd(nanoUsd),
  }));
}

export function usdByCategory(bill: Bill): Record<string, Usd> {
  return Object.fromEntries(Object.entries(bill.byCategory).map(([category, nanoUsd]) => [category, toUsd(nanoUsd)]));
}

const toUsd = (nanoUsd: NanoUsd): Usd => nanoUsd / NANO_USD_PER_USD;
