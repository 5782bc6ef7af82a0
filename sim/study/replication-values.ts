/**
 * What each replication said, kept apart: the independent observations that a gate, a pairing with a baseline and every
 * interval rest on. It protects one invariant: place r of every list is replication r, so that two studies with the same
 * seed can be laid side by side.
 */
import { STATISTICS, type Statistic } from '../../hub/gate/parse-subject.ts';
import type { ReplicationSummary } from './replication-summary.ts';

/** One number per replication, in their order; null where a replication observed nothing. */
export type Values = readonly (number | null)[];

/** By full metric name, then by statistic. A single number per replication has only its `mean`, which is itself. */
export type ReplicationValues = Readonly<Record<string, Readonly<Partial<Record<Statistic, Values>>>>>;

/**
 * O(replications x metrics).
 *
 * @param ordered by replication, from 0
 * @example replicationValues(summaries).cost_usd_per_character?.mean   // [0.0123, 0.0124, ...]
 */
export function replicationValues(ordered: readonly ReplicationSummary[]): ReplicationValues {
  const first = ordered[0];
  const samples = Object.keys(first?.samples ?? {}).map(name => {
    const of = (statistic: Statistic) => ordered.map(({ samples: seen }) => seen[name]?.[statistic] ?? null);
    return [name, Object.fromEntries(STATISTICS.map(statistic => [statistic, of(statistic)]))] as const;
  });
  const scalars = Object.keys(first?.scalars ?? {}).map(
    name => [name, { mean: ordered.map(({ scalars: seen }) => seen[name] ?? null) }] as const,
  );
  return Object.fromEntries([...samples, ...scalars]);
}
