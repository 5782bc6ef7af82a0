/**
 * The bill of one replication. Invariant: `totalNanoUsd` is the sum of the lines, and so are the categories and the
 * markets, to the nano-dollar. Free tiers, tax, discounts and credits are not applied.
 */
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import {
  type Count,
  HOURS_PER_MONTH,
  NANO_USD_PER_USD,
  type NanoUsd,
  SECONDS_PER_HOUR,
  type Seconds,
  type Usd,
} from '../../hub/units.ts';
import { compilePipeline } from '../model/pipeline.ts';
import type { RunRecord } from '../model/run-record.ts';
import { fixedItemsOf } from './fixed-items.ts';
import { computeFloorUsd } from './floor.ts';
import { tallyJobs } from './job-tally.ts';
import {
  byCategoryOf,
  byMarketOf,
  type Line,
  type LineCategory,
  type MarketSums,
  pricedLine,
  safe,
  totalOf,
} from './ledger.ts';
import { requestLines } from './request-lines.ts';
import { sessionLines } from './session-lines.ts';
import { storageLines } from './storage-lines.ts';
import { deliveryLines, edgeRequestLines, jobTrafficLines } from './traffic-lines.ts';
import { volumeLines } from './volume-lines.ts';

export type Bill = {
  readonly lines: readonly Line[];
  readonly totalNanoUsd: NanoUsd;
  readonly byCategory: Readonly<Record<LineCategory, NanoUsd>>;
  readonly byMarket: MarketSums;
  readonly finishedCount: Count;
  /** All four are null when no job finished: there is no character to share the bill. */
  readonly usdPerCharacter: Usd | null;
  /** The same seconds, had every instance been Spot (free first hours stay free); all other lines unchanged. */
  readonly spotUsdPerCharacter: Usd | null;
  /** The same seconds, had every instance been on-demand (no free first hour); all other lines unchanged. */
  readonly onDemandUsdPerCharacter: Usd | null;
  /** What a perfect scheduler would pay for the compute alone; see `computeFloorUsd`. */
  readonly floorUsdPerCharacter: Usd | null;
};

/**
 * Prices a run. O(jobs + sessions + volumes).
 *
 * @throws Error when the record was not made from this plan.
 */
export function billOf(plan: HubPlan, record: RunRecord): Bill {
  // 1. Count.
  const { stages, queueOfStage } = compilePipeline(plan);
  if (stages.length !== record.jobs.activeStageCount) {
    throw new Error(`the record has ${record.jobs.activeStageCount} stages a job, the plan ${stages.length}`);
  }
  const tally = tallyJobs(record, plan.assumptions.clientPollSeconds, queueOfStage);
  // 2. Price.
  const sessions = sessionLines(plan, record);
  const lines = [
    ...sessions.lines,
    ...volumeLines(plan, record),
    ...storageLines(plan, record, tally),
    ...requestLines(plan, record, tally),
    ...edgeRequestLines(plan, record, tally),
    ...jobTrafficLines(plan, record, tally),
    ...deliveryLines(plan, record, tally),
    ...fixedLines(plan, record.horizonSeconds),
  ].filter(line => line.quantity > 0);
  // 3. Sum.
  const totalNanoUsd = totalOf(lines);
  const othersNanoUsd = totalNanoUsd - sessions.instanceNanoUsd;
  const { finishedCount } = tally;
  const each = (nanoUsd: NanoUsd) => (finishedCount === 0 ? null : safe(nanoUsd) / NANO_USD_PER_USD / finishedCount);
  const served = stages.map(({ name }, stage) => ({ name, seconds: tally.finishedStageSeconds[stage]! }));
  return {
    lines,
    totalNanoUsd,
    byCategory: byCategoryOf(lines),
    byMarket: byMarketOf(lines),
    finishedCount,
    usdPerCharacter: each(totalNanoUsd),
    spotUsdPerCharacter: each(othersNanoUsd + sessions.allSpotNanoUsd),
    onDemandUsdPerCharacter: each(othersNanoUsd + sessions.allOnDemandNanoUsd),
    floorUsdPerCharacter: finishedCount === 0 ? null : computeFloorUsd(plan, served) / finishedCount,
  };
}

/** The month's fixed items, for the share of a 730-hour month that the run lasted. */
function fixedLines(plan: HubPlan, horizonSeconds: Seconds): Line[] {
  const monthShare = horizonSeconds / SECONDS_PER_HOUR / HOURS_PER_MONTH;
  return fixedItemsOf(plan).map(({ item, quantity, unit, usdPerUnit }) =>
    pricedLine(item, 'fixed', { quantity: quantity * monthShare, unit, usdPerUnit }),
  );
}
