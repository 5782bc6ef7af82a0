/** The words of a choice among plans: candidates, what one replication says of one, and how they are asked. */
import type { Threshold } from '../../hub/gate/parse-threshold.ts';
import type { Count, Ratio, Seconds, Usd } from '../../hub/units.ts';

/** What one replication says of one plan. Null where it observed nothing. */
export type Observation = {
  /** What shall be small. */
  readonly costUsd: Usd | null;
  /** What a cheaper plan makes longer; only shown, never judged. */
  readonly waitSeconds: Seconds | null;
  /** For each rule, in their order, in the unit of its metric. */
  readonly checks: readonly (number | null)[];
};

/** One replication of one candidate. Equal replications of two candidates share their random numbers. */
export type Question = { readonly candidate: Count; readonly replication: number };

/** Observations in the order of the questions. */
export type Evaluate = (questions: readonly Question[]) => Promise<readonly Observation[]>;

/** What a plan must keep. */
export type Rule = Pick<Threshold, 'text' | 'operator' | 'limit' | 'statistic'>;

export type ContestTerms = {
  readonly rules: readonly Rule[];
  /** That the choice is right, in (0, 1): 0.95. */
  readonly confidence: Ratio;
  /** Of the winner's cost: a plan that is cheaper by less is not worth another replication. */
  readonly toleranceRatio: Ratio;
  /** Of all candidates together. */
  readonly replicationCountMax: Count;
  /** The first replication that the choice may use; those before it helped to find the candidates. */
  readonly firstReplication: number;
};
