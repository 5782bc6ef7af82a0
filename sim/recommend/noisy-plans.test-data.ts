/** Plans whose truth is known: a cost and a wait for each, seen through noise that plans share, as common random numbers make it. */
import { createSubstream } from '../engine/substream.ts';
import type { Evaluate, Rule } from './contest.ts';

export type TruePlan = { readonly costUsd: number; readonly waitSeconds: number };

export type NoiseTerms = {
  /** Standard deviations of one replication, as shares of the true value: that all plans share, and each plan's own. */
  readonly sharedRatio: number;
  readonly ownRatio: number;
};

export const WAIT_BELOW_600: Rule = {
  text: 'p95(turnaround_seconds)<600',
  operator: '<',
  limit: 600,
  statistic: 'p95',
};

/**
 * Twenty-four plans: six limits by four kinds of machine. More machines wait less and cost a little more; a kind has its price.
 * With a limit of 600 s on the wait, eight plans are good enough and the cheapest of them is 0.4 % below the next.
 */
export const TWENTY_FOUR: readonly TruePlan[] = [1, 1.5, 2, 3, 4, 6].flatMap(size =>
  [0.01, 0.0103, 0.0112, 0.009].map((price, kind) => ({
    costUsd: price * (1 + 0.004 * size),
    waitSeconds: (1400 / size) * [1, 0.97, 0.9, 1.3][kind]!,
  })),
);

export function cheapestThatKeeps(plans: readonly TruePlan[], rule: Rule): TruePlan {
  return plans.filter(plan => plan.waitSeconds < rule.limit).toSorted((a, b) => a.costUsd - b.costUsd)[0]!;
}

/** The same question has the same answer, and one replication of two plans has the shared noise in common. */
export function evaluateTruth(plans: readonly TruePlan[], seed: number, noise: NoiseTerms): Evaluate {
  const answer = ({ candidate, replication }: { candidate: number; replication: number }) => {
    const shared = createSubstream(seed, replication, 'shared', 0);
    const own = createSubstream(seed, replication, 'own', candidate);
    const noisy = (value: number) => value * (1 + noise.sharedRatio * shared.normal() + noise.ownRatio * own.normal());
    const { costUsd, waitSeconds } = plans[candidate]!;
    const seen = { costUsd: noisy(costUsd), waitSeconds: noisy(waitSeconds) };
    return { ...seen, checks: [seen.waitSeconds] };
  };
  return async questions => questions.map(answer);
}
