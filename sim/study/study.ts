/**
 * Replications into one result. It protects one invariant: the result depends on which replications there are, not on
 * the order in which they came, so that it is the same for any number of threads.
 */
import type { Count } from '../../hub/units.ts';
import { combineReplications, combineScalars } from '../measure/summary.ts';
import { combineCostLines, combineCostShares } from './combine-costs.ts';
import type { ReplicationSummary } from './replication-summary.ts';
import { replicationValues } from './replication-values.ts';
import { isPrecise, precisionOf, type ReplicationRule } from './stop-rule.ts';
import type { Portrait, StudyResult } from './study-result.ts';

export type StudyParts = {
  readonly seed: number;
  readonly rule: ReplicationRule;
  /** In any order; numbered 0, 1, 2, ... without a gap. At least one. */
  readonly summaries: readonly ReplicationSummary[];
  readonly portrait: Portrait;
};

/**
 * Merges replications, each with the weight of one. Metrics stand in the order of the first replication's; all have the
 * same ones, since they ran the same input. O(replications x metrics).
 *
 * @throws Error (a defect) when replications are missing or doubled.
 * @example combineStudy({ seed: 1, rule, summaries: [first, second], portrait }).scalars.cost_usd_total?.mean
 */
export function combineStudy({ seed, rule, summaries, portrait }: StudyParts): StudyResult {
  const ordered = inOrder(summaries);
  const first = ordered[0]!;
  const precisionRatio = precisionOf(ordered);
  const merged = <From, To>(
    names: Readonly<Record<string, unknown>>,
    pick: (summary: ReplicationSummary, name: string) => From | null,
    combine: (values: readonly (From | null)[]) => To,
  ): Record<string, To> =>
    Object.fromEntries(Object.keys(names).map(name => [name, combine(ordered.map(summary => pick(summary, name)))]));
  return {
    seed,
    replications: ordered.length,
    stoppedBy: isPrecise(precisionRatio, rule) ? 'precision' : 'maximum',
    precisionRatio,
    samples: merged(first.samples, (summary, name) => summary.samples[name] ?? null, combineReplications),
    scalars: merged(first.scalars, (summary, name) => summary.scalars[name] ?? null, combineScalars),
    values: replicationValues(ordered),
    costShares: combineCostShares(ordered),
    costLines: combineCostLines(ordered),
    warmupDeletedCountMean: meanOver(ordered, summary => summary.warmupDeletedCount ?? 0),
    unsteadyCount: countOf(ordered, summary => summary.warmupDeletedCount === null),
    horizonSecondsMax: ordered.reduce((longest, summary) => Math.max(longest, summary.horizonSeconds), 0),
    unsettledCount: countOf(ordered, summary => !summary.settled),
    eventCountMean: meanOver(ordered, summary => summary.eventCount),
    portrait,
  };
}

function inOrder(summaries: readonly ReplicationSummary[]): ReplicationSummary[] {
  const ordered = [...summaries].sort((left, right) => left.replication - right.replication);
  const isComplete = ordered.length > 0 && ordered.every(({ replication }, index) => replication === index);
  if (isComplete) return ordered;
  const saw = ordered.map(({ replication }) => replication).join(', ');
  throw new Error(`a study needs replications 0, 1, 2, ... without a gap (saw ${saw || 'none'})`);
}

function meanOver(ordered: readonly ReplicationSummary[], of: (summary: ReplicationSummary) => number): number {
  return ordered.reduce((sum, summary) => sum + of(summary), 0) / ordered.length;
}

function countOf(ordered: readonly ReplicationSummary[], is: (summary: ReplicationSummary) => boolean): Count {
  return ordered.filter(is).length;
}
