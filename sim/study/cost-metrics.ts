/** A bill as metrics. The shape of the bill is spelled out here because the cost room lies above this one. */
import { NANO_USD_PER_USD, type NanoUsd, type Usd } from '../../hub/units.ts';
import type { Scalars } from '../measure/fleet-scalars.ts';
import type { Market } from '../model/run-record.ts';
import type { CostLine } from './study-result.ts';

/** What is read of a bill; `billOf` gives it. */
export type MeasuredBill = {
  readonly lines: readonly {
    readonly item: string;
    readonly category: string;
    readonly market?: Market;
    readonly group?: string;
    readonly instanceType?: string;
    readonly quantity: number;
    readonly unit: string;
    readonly nanoUsd: NanoUsd;
  }[];
  readonly totalNanoUsd: NanoUsd;
  readonly byCategory: Readonly<Record<string, NanoUsd>>;
  readonly usdPerCharacter: Usd | null;
  readonly spotUsdPerCharacter: Usd | null;
  readonly onDemandUsdPerCharacter: Usd | null;
  readonly floorUsdPerCharacter: Usd | null;
};

/** Dollars per finished character are null when none was finished; the total never is. */
export function costScalars(bill: MeasuredBill): Scalars {
  return {
    cost_usd_per_character: bill.usdPerCharacter,
    cost_usd_per_character_spot: bill.spotUsdPerCharacter,
    cost_usd_per_character_on_demand: bill.onDemandUsdPerCharacter,
    cost_usd_per_character_floor: bill.floorUsdPerCharacter,
    cost_usd_total: toUsd(bill.totalNanoUsd),
  };
}

/** The bill's lines in dollars, with null for what a line does not belong to: it crosses threads and becomes JSON. */
export function costLinesOf(bill: MeasuredBill): CostLine[] {
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

export function usdByCategory(bill: MeasuredBill): Record<string, Usd> {
  return Object.fromEntries(Object.entries(bill.byCategory).map(([category, nanoUsd]) => [category, toUsd(nanoUsd)]));
}

const toUsd = (nanoUsd: NanoUsd): Usd => nanoUsd / NANO_USD_PER_USD;
