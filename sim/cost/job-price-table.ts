/** What one character costs if every paid second were work: phases of a job by price. The seed's way of counting. */
import { INSTANCE_TYPES } from '../../hub/catalog/instances.ts';
import { meanOf } from '../../hub/mean-of.ts';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import { SECONDS_PER_HOUR, type Seconds, type Usd } from '../../hub/units.ts';
import type { HourRow } from './hour-table.ts';
import { SEED_CLAIMS } from './seed-claims.ts';

export type JobPriceColumn = {
  readonly id: 'spot-2021' | 'on-demand' | 'spot' | 'spot-all-in' | 'on-demand-all-in';
  readonly label: string;
  readonly usdPerHour: Usd;
  readonly source: string;
};

export type JobPriceRow = {
  readonly phase: string;
  readonly seconds: Seconds;
  /** One per column. */
  readonly usd: readonly Usd[];
};

export type JobPriceTable = {
  readonly columns: readonly JobPriceColumn[];
  readonly rows: readonly JobPriceRow[];
  readonly total: JobPriceRow;
};

type Phase = { readonly phase: string; readonly seconds: Seconds };

/** The prices of a g4dn.xlarge hour: of 2021, of the catalog or plan, and with what comes with it. */
export function jobPriceColumns(hours: readonly HourRow[]): JobPriceColumn[] {
  const hour = hours.find(row => row.instanceType === SEED_CLAIMS.instanceType)!;
  const date = INSTANCE_TYPES[hour.instanceType].date;
  const column = (id: JobPriceColumn['id'], label: string, usdPerHour: Usd, source: string) => ({
    id,
    label,
    usdPerHour,
    source,
  });
  const listed = `${hour.source}`;
  const allIn = `catalog, ${date}: with volume, throughput and what the plan adds`;
  return [
    column('spot-2021', 'Spot 2021', SEED_CLAIMS.spotUsdPerHour, 'LucianaMarques/amazon-spot-dataset, 2021-05-30 [H]'),
    column('on-demand', 'on-demand', hour.onDemandUsdPerHour, listed),
    column('spot', 'Spot', hour.spotUsdPerHour, listed),
    column('spot-all-in', 'Spot, all in', hour.spotAllInUsdPerHour, allIn),
    column('on-demand-all-in', 'on-demand, all in', hour.onDemandAllInUsdPerHour, allIn),
  ];
}

/** @example 160 s at 0.158 USD/h -> 0.007022 */
export function jobPriceTable(columns: readonly JobPriceColumn[], phases: readonly Phase[]): JobPriceTable {
  const rowOf = ({ phase, seconds }: Phase): JobPriceRow => ({
    phase,
    seconds,
    usd: columns.map(({ usdPerHour }) => (seconds * usdPerHour) / SECONDS_PER_HOUR),
  });
  const seconds = phases.reduce((sum, phase) => sum + phase.seconds, 0);
  return { columns, rows: phases.map(rowOf), total: rowOf({ phase: 'total', seconds }) };
}

/** The plan's own stages on the reference instance, without boot: an instance boots once, not once per job. */
export function planPhases(plan: HubPlan): Phase[] {
  return plan.queues
    .flatMap(queue => queue.stages.map(stage => ({ phase: stage, seconds: meanOf(plan.stages[stage].serviceSeconds) })))
    .filter(({ seconds }) => seconds > 0);
}
