/** The fully sequential procedure of Kim and Nelson (2001, ACM TOMACS 11:251-273), with c = 1, to compare ours with. */
import type { Count } from '../hub/units.ts';

export type KimNelsonTerms = {
  readonly errorRatio: number;
  /** The smallest difference worth finding, in the unit of the costs. */
  readonly difference: number;
  readonly firstCount: Count;
};

/** @param costOf of a plan in a replication; small is good */
export function kimNelson(
  planCount: Count,
  { errorRatio, difference, firstCount }: KimNelsonTerms,
  costOf: (plan: Count, replication: number) => number,
): { readonly winner: Count; readonly replicationCount: Count } {
  const eta = ((2 * errorRatio) / (planCount - 1)) ** (-2 / (firstCount - 1)) / 2 - 0.5;
  const hSquared = 2 * eta * (firstCount - 1);
  const costs = Array.from({ length: planCount }, (_, plan) =>
    Array.from({ length: firstCount }, (_none, r) => costOf(plan, r)),
  );
  const variances = costs.map(own => costs.map(other => varianceOf(own.map((cost, r) => cost - other[r]!))));
  const sums = costs.map(own => own.reduce((sum, cost) => sum + cost, 0));
  let replicationCount = planCount * firstCount;
  let left = costs.map((_, plan) => plan);
  for (let r = firstCount; left.length > 1; r += 1) {
    const bound = (i: Count, l: Count) =>
      Math.max(0, ((hSquared * variances[i]![l]!) / difference - difference * r) / 2);
    left = left.filter(i =>
      left.every(l => l === i || sums[i]! - sums[l]! < bound(i, l) || isFirstOfEquals(i, l, sums)),
    );
    if (left.length === 1) break;
    for (const plan of left) sums[plan]! += costOf(plan, r);
    replicationCount += left.length;
  }
  return { winner: left[0]!, replicationCount };
}

/** Once the bound is 0, two plans with the same sum would both go. */
function isFirstOfEquals(i: Count, l: Count, sums: readonly number[]): boolean {
  return sums[i] === sums[l] && i < l;
}

function varianceOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}
