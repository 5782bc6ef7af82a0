/** The static tables of `asset-sim cost`: data with units in the names of its fields, no rendering, no simulation. */
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import { SECONDS_PER_HOUR, SECONDS_PER_MINUTE, type Usd } from '../../hub/units.ts';
import { CORRECTIONS, type Correction } from './corrections.ts';
import { type HourRow, hourTable } from './hour-table.ts';
import { type JobPriceTable, jobPriceColumns, jobPriceTable, planPhases } from './job-price-table.ts';
import { type MonthTable, monthTable } from './month-table.ts';
import { SEED_CLAIMS } from './seed-claims.ts';

export type MinuteRow = {
  readonly instanceType: string;
  readonly onDemandUsdPerMinute: Usd;
  readonly spotUsdPerMinute: Usd;
  readonly onDemandAllInUsdPerMinute: Usd;
  readonly spotAllInUsdPerMinute: Usd;
};

export type CostTables = {
  readonly stack: string;
  readonly region: string;
  readonly perHour: readonly HourRow[];
  readonly perMinute: readonly MinuteRow[];
  /** The source document's 160 s: its arithmetic, then the same seconds at other prices. */
  readonly perJobClaimed: JobPriceTable;
  /** The plan's own stage means on the reference instance, at the same prices. */
  readonly perJobPlanned: JobPriceTable;
  readonly perMonth: MonthTable;
  readonly corrections: readonly Correction[];
};

export function costTables(plan: HubPlan): CostTables {
  const perHour = hourTable(plan);
  const columns = jobPriceColumns(perHour);
  return {
    stack: plan.stack,
    region: plan.region,
    perHour,
    perMinute: perHour.map(minuteRow),
    perJobClaimed: jobPriceTable(columns, SEED_CLAIMS.jobPhases),
    perJobPlanned: jobPriceTable(columns, planPhases(plan)),
    perMonth: monthTable(plan),
    corrections: CORRECTIONS,
  };
}

function minuteRow(hour: HourRow): MinuteRow {
  const perMinute = (usdPerHour: Usd) => (usdPerHour * SECONDS_PER_MINUTE) / SECONDS_PER_HOUR;
  return {
    instanceType: hour.instanceType,
    onDemandUsdPerMinute: perMinute(hour.onDemandUsdPerHour),
    spotUsdPerMinute: perMinute(hour.spotUsdPerHour),
    onDemandAllInUsdPerMinute: perMinute(hour.onDemandAllInUsdPerHour),
    spotAllInUsdPerMinute: perMinute(hour.spotAllInUsdPerHour),
  };
}
