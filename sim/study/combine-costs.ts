/** The money of several replications: shares of a character's cost, and the lines of a mean bill. */
import type { CostLine, ReplicationSummary } from './replication-summary.ts';
import type { CostShare } from './study-result.ts';

/**
 * One share per category, in the ledger's order. The dollars per character are averaged over the replications that
 * finished one, so that the shares sum to the mean of cost_usd_per_character.
 *
 * @example two replications of 100 characters, `idle` 1 and 3 USD -> { category: 'idle', usd: 2, usdPerCharacter: 0.02 }
 */
export function combineCostShares(ordered: readonly ReplicationSummary[]): CostShare[] {
  const finishing = ordered.filter(summary => (summary.scalars.jobs_finished ?? 0) > 0);
  return Object.keys(ordered[0]?.usdByCategory ?? {}).map(category => {
    const usdOf = (summary: ReplicationSummary) => summary.usdByCategory[category] ?? 0;
    const sumPerCharacter = sum(finishing, summary => usdOf(summary) / summary.scalars.jobs_finished!);
    return {
      category,
      usd: sum(ordered, usdOf) / ordered.length,
      usdPerCharacter: finishing.length === 0 ? null : sumPerCharacter / finishing.length,
    };
  });
}

/**
 * Like lines of all replications as one, in order of first appearance, replication by replication: quantity and dollars
 * are means over all replications, also those without such a line.
 */
export function combineCostLines(ordered: readonly ReplicationSummary[]): CostLine[] {
  const sums = new Map<string, { line: CostLine; quantity: number; usd: number }>();
  for (const { costLines } of ordered) {
    for (const line of costLines) {
      const key = [line.item, line.category, line.market, line.group, line.instanceType, line.unit].join(' ');
      let total = sums.get(key);
      if (total === undefined) sums.set(key, (total = { line, quantity: 0, usd: 0 }));
      total.quantity += line.quantity;
      total.usd += line.usd;
    }
  }
  return [...sums.values()].map(({ line, quantity, usd }) => ({
    ...line,
    quantity: quantity / ordered.length,
    usd: usd / ordered.length,
  }));
}

function sum(summaries: readonly ReplicationSummary[], of: (summary: ReplicationSummary) => number): number {
  return summaries.reduce((total, summary) => total + of(summary), 0);
}
