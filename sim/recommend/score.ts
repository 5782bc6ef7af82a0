import { keepsThreshold } from '../../hub/gate/keeps-threshold.ts';
import type { Ratio, Usd } from '../../hub/units.ts';
import type { Observation, Rule } from './contest.ts';

/** How good a plan looks after a few replications: for the search, which is free to be wrong. */
export type Score = {
  /** By how much rules are missed, each as a share of its limit; 0 when all are kept. */
  readonly missRatio: Ratio;
  /** Mean; infinite when some replication finished nothing. */
  readonly costUsd: Usd;
};

export function scoreOf(observations: readonly Observation[], rules: readonly Rule[]): Score {
  const mean = (values: readonly (number | null)[]) =>
    values.reduce<number>((sum, value) => sum + (value ?? Number.POSITIVE_INFINITY), 0) / values.length;
  const misses = rules.map((rule, index) => {
    const value = mean(observations.map(({ checks }) => checks[index] ?? null));
    if (keepsThreshold(rule, value)) return 0;
    // A limit of 0 has no shares: then the miss counts in units of the metric. What stands on its limit misses it, too.
    return Math.max(Number.EPSILON, Math.abs(value - rule.limit) / (Math.abs(rule.limit) || 1));
  });
  return {
    missRatio: misses.reduce((sum, miss) => sum + miss, 0),
    costUsd: mean(observations.map(({ costUsd }) => costUsd)),
  };
}

/** Negative when `a` is better: who misses less, and among equals who costs less. */
export function compareScores(a: Score, b: Score): number {
  return a.missRatio === b.missRatio ? a.costUsd - b.costUsd : a.missRatio - b.missRatio;
}
