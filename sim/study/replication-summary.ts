/** What one replication says, measured and priced: all that is kept of it. */
import type { Count, Seconds, Usd } from '../../hub/units.ts';
import type { MetricSummary } from '../measure/summary.ts';

/** One line of the bill; of several replications the mean (0 where a replication had no such line). */
export type CostLine = {
  readonly item: string;
  readonly category: string;
  readonly market: 'spot' | 'onDemand' | null;
  readonly group: string | null;
  readonly instanceType: string | null;
  readonly quantity: number;
  readonly unit: string;
  readonly usd: Usd;
};

/** What one replication contributes; small, since it crosses threads. */
export type ReplicationSummary = {
  readonly replication: number;
  /** By full metric name with labels; null when the replication has no observation. */
  readonly samples: Readonly<Record<string, MetricSummary | null>>;
  readonly scalars: Readonly<Record<string, number | null>>;
  readonly costLines: readonly CostLine[];
  /** Every category of the ledger, in its order, also those with 0. */
  readonly usdByCategory: Readonly<Record<string, Usd>>;
  /** Jobs left out of the samples as warm-up; null: MSER-5 saw no steady state, and none were left out. */
  readonly warmupDeletedCount: Count | null;
  readonly horizonSeconds: Seconds;
  readonly settled: boolean;
  readonly eventCount: Count;
};
