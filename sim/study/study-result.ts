/**
 * What a study (replications of one scenario on one plan) found. This is also the body of `--json`: plain data, no
 * dates, no machine, so that the same inputs and seed give the same bytes on any number of threads.
 */
import type { Count, Seconds, Usd } from '../../hub/units.ts';
import type { CombinedSummary, ScalarSummary } from '../measure/summary.ts';
import type { WaitProfile } from '../measure/wait-profile.ts';
import type { GroupInfo, ScalingDecision, Timeline } from '../model/run-record.ts';
import type { CostLine } from './replication-summary.ts';
import type { ReplicationValues } from './replication-values.ts';

/** Where a character's money goes; every category of the ledger, in its order. Mean over replications. */
export type CostShare = {
  readonly category: string;
  readonly usd: Usd;
  /** Mean over replications that finished a character, as cost_usd_per_character is, so that the shares sum to it. */
  readonly usdPerCharacter: Usd | null;
};

/** The one replication shown in charts: the first. */
export type Portrait = {
  readonly replication: number;
  readonly queueNames: readonly string[];
  readonly groups: readonly GroupInfo[];
  readonly timeline: Timeline;
  readonly decisions: readonly ScalingDecision[];
  readonly waits: WaitProfile;
};

export type StudyResult = {
  readonly seed: number;
  readonly replications: Count;
  /** Why it stopped: the interval was narrow enough, or the maximum was reached and it was not. */
  readonly stoppedBy: 'precision' | 'maximum';
  /** Half width / mean of cost_usd_per_character at the end; null when it has none. */
  readonly precisionRatio: number | null;
  /** Distributions, by full metric name with labels (`queue_wait_seconds{queue=generation}`), in a fixed order. */
  readonly samples: Readonly<Record<string, CombinedSummary | null>>;
  /** Single numbers per replication, by full metric name. */
  readonly scalars: Readonly<Record<string, ScalarSummary | null>>;
  /** What each replication said by itself. */
  readonly values: ReplicationValues;
  readonly costShares: readonly CostShare[];
  readonly costLines: readonly CostLine[];
  /** Jobs left out of the samples, mean over replications, and how many replications never showed a steady state. */
  readonly warmupDeletedCountMean: number;
  readonly unsteadyCount: Count;
  /** Longest simulated time, and how many replications ended unsettled (work left, or fleets not back at their minimum). */
  readonly horizonSecondsMax: Seconds;
  readonly unsettledCount: Count;
  readonly eventCountMean: number;
  readonly portrait: Portrait;
};
