/** What a plan costs in a month of 730 hours in which nobody asks for anything. */
import { PRICES } from '../../hub/catalog/prices.ts';
import { hourPriceOf } from '../../hub/plan/hour-price.ts';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import { type Count, HOURS_PER_MONTH, SECONDS_PER_HOUR, type Usd } from '../../hub/units.ts';
import { fixedItemsOf } from './fixed-items.ts';
import { type GroupPlan, groupPlansOf } from './group-plans.ts';
import { SEED_CLAIMS } from './seed-claims.ts';
import { addOnsOf } from './session-lines.ts';
import { volumePriceOf } from './volume-lines.ts';

export type MonthRow = {
  readonly item: string;
  readonly group?: string;
  readonly quantity: number;
  readonly unit: string;
  readonly usdPerMonth: Usd;
};

export type MonthTable = {
  readonly rows: readonly MonthRow[];
  readonly totalUsdPerMonth: Usd;
  /** What the source document says instead. */
  readonly claimedUsdPerMonth: readonly [low: Usd, high: Usd];
};

export function monthTable(plan: HubPlan): MonthTable {
  const rows = [
    ...groupPlansOf(plan).flatMap(group => groupRows(plan, group)),
    ...fixedItemsOf(plan).map(({ item, quantity, unit, usdPerMonth }) => ({ item, quantity, unit, usdPerMonth })),
  ];
  return {
    rows,
    totalUsdPerMonth: rows.reduce((sum, row) => sum + row.usdPerMonth, 0),
    claimedUsdPerMonth: [SEED_CLAIMS.fixedUsdPerMonthLow, SEED_CLAIMS.fixedUsdPerMonthHigh],
  };
}

/** The group at its minimum: its instances all month, with what comes with them, and the stopped ones of its pool. */
function groupRows(plan: HubPlan, group: GroupPlan): MonthRow[] {
  const { minCount, volume } = group.plan;
  const hours = minCount * HOURS_PER_MONTH;
  const { sizeUsdPerHour, throughputUsdPerHour } = volumePriceOf(volume);
  const name = `${group.fleet}-${group.market === 'spot' ? 'burst' : 'base'}`;
  const row = (item: string, quantity: number, unit: string, usdPerUnit: Usd): MonthRow => ({
    item,
    group: name,
    quantity,
    unit,
    usdPerMonth: quantity * usdPerUnit,
  });
  const volumeUsdPerMonth = (sizeUsdPerHour + throughputUsdPerHour) * HOURS_PER_MONTH;
  return [
    row('always-on-instances', hours, 'instance-hour', hourPriceAtRest(plan, group)),
    ...addOnsOf(plan).map(({ item, unit, usdPerHour }) => row(`always-on-${item}`, hours, unit, usdPerHour)),
    row('always-on-volumes', minCount, 'volume-month', volumeUsdPerMonth),
    row('always-on-polls', minCount * idlePollsPerMonth(plan, group), 'request', PRICES.sqsMillionRequests.usd / 1e6),
    row('warm-pool-volumes', pooledAtRest(group), 'volume-month', volumeUsdPerMonth),
  ].filter(({ quantity }) => quantity > 0);
}

/** On-demand: the type tried first. Spot: the cheapest of the group's types. */
function hourPriceAtRest(plan: HubPlan, { market, plan: group }: GroupPlan): Usd {
  if (market === 'onDemand') return hourPriceOf(plan, group.instanceTypes[0]!, market);
  return Math.min(...group.instanceTypes.map(type => hourPriceOf(plan, type, market)));
}

/** The pool fills up to the prepared capacity, at least to its minimum: EC2 Auto Scaling guide, 2023-04-27 [H]. */
function pooledAtRest({ plan: group, warmPool }: GroupPlan): Count {
  if (warmPool === undefined) return 0;
  return Math.max(warmPool.minCount, warmPool.preparedCapacityMax - group.minCount);
}

/** Long polls of one idle worker, each of its queues in turn: as many as the simulator counts. */
function idlePollsPerMonth(plan: HubPlan, group: GroupPlan): Count {
  const firstQueue = plan.queues.find(queue => queue.name === group.queues[0])!;
  return (group.queues.length * HOURS_PER_MONTH * SECONDS_PER_HOUR) / Math.max(1, firstQueue.longPollSeconds);
}
