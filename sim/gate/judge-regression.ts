/**
 * Whether a plan is worse than its baseline. It protects two invariants: the same plan differs from itself by exactly 0,
 * because both were played with the same random numbers; and of all comparisons of plans that do not differ, at most one
 * in a hundred is called broken, however many regressions are asked about at once.
 */
import { METRICS } from '../../hub/gate/metric-names.ts';
import type { Regression } from '../../hub/gate/parse-regression.ts';
import type { Count, Ratio } from '../../hub/units.ts';
import { meanInterval } from '../measure/interval.ts';
import { meanOfSample } from '../measure/sample-statistics.ts';
import { studentTQuantile } from '../measure/student-t.ts';
import type { IntervalPair } from '../measure/summary.ts';
import type { ReplicationValues } from '../study/replication-values.ts';
import { replicationsToSettle } from './replications-to-settle.ts';
import { valuesOf } from './values-of.ts';

export type RegressionVerdict = {
  readonly regression: Regression;
  readonly outcome: 'kept' | 'broken' | 'inconclusive';
  /** Means over the pairs that observed it in both; null when none did. All in the metric's unit. */
  readonly baseline: number | null;
  readonly candidate: number | null;
  /** Candidate - baseline, with its interval; null below two pairs. */
  readonly interval: IntervalPair | null;
  /** Of that interval, two-sided. */
  readonly confidence: Ratio;
  /** How much worse it may be: the larger of the share of the baseline and the floor. */
  readonly allowance: number;
  readonly pairCount: Count;
  /** The smallest change beyond the allowance that these pairs would catch 99 times in 100; null below two pairs. */
  readonly minimumDetectableEffect: number | null;
  readonly pairsNeeded: Count | null;
};

/** Of all gates on plans that do not differ. Bonferroni's share of it goes to each regression. */
const FALSE_ALARM_RATIO = 0.01;
/** With which the minimum detectable effect is caught. */
const POWER_RATIO = 0.99;

/**
 * @param candidate, baseline of the same scenario and seed; pairs are made as far as both go
 * @example judgeRegressions([regression], head.values, base.values)[0]?.outcome   // 'kept'
 */
export function judgeRegressions(
  regressions: readonly Regression[],
  candidate: ReplicationValues,
  baseline: ReplicationValues,
): readonly RegressionVerdict[] {
  const falseAlarmRatio = FALSE_ALARM_RATIO / regressions.length;
  return regressions.map(regression => judge(regression, candidate, baseline, falseAlarmRatio));
}

function judge(
  regression: Regression,
  candidateValues: ReplicationValues,
  baselineValues: ReplicationValues,
  falseAlarmRatio: Ratio,
): RegressionVerdict {
  const { subject, ratioMax, floor } = regression;
  // 1. Pairs. A replication that only one side observed says nothing about a difference, but must not be forgotten.
  const left = valuesOf(subject, baselineValues);
  const right = valuesOf(subject, candidateValues);
  const places = left.slice(0, right.length).map((base, place) => ({ base, head: right[place] ?? null }));
  const pairs = places.filter(
    (pair): pair is { base: number; head: number } => pair.base !== null && pair.head !== null,
  );
  const lostCount = places.filter(({ base, head }) => base !== null && head === null).length;
  const confidence = 1 - 2 * falseAlarmRatio;
  const none = { interval: null, minimumDetectableEffect: null, pairsNeeded: null } as const;
  const pairCount = pairs.length;
  if (pairCount === 0) {
    // What the baseline had and the plan never has is lost; what neither has cannot be compared.
    const outcome = lostCount > 0 ? 'broken' : 'inconclusive';
    return { regression, outcome, baseline: null, candidate: null, confidence, allowance: floor, pairCount, ...none };
  }
  const base = meanOfSample(pairs.map(pair => pair.base));
  const head = meanOfSample(pairs.map(pair => pair.head));
  const allowance = Math.max(ratioMax * Math.abs(base), floor);
  const known = { regression, baseline: base, candidate: head, confidence, allowance, pairCount };
  // 2. The difference, and its interval.
  const differences = pairs.map(pair => pair.head - pair.base);
  const { low, high, halfWidth } = meanInterval(differences, confidence);
  if (low === null || high === null || halfWidth === null) return { ...known, outcome: 'inconclusive', ...none };
  // 3. The verdict, on how much worse it is.
  const sign = METRICS[subject.metric].worse === 'less' ? -1 : 1;
  const [lossLow, lossHigh] = sign === 1 ? [low, high] : [-high, -low];
  // What neither observed is no difference, or a plan would not equal itself.
  const isComplete = places.every(({ base: before, head: after }) => (before === null) === (after === null));
  const outcome = lossLow > allowance ? 'broken' : lossHigh <= allowance && isComplete ? 'kept' : 'inconclusive';
  const isOpen = outcome === 'inconclusive' && isComplete;
  return {
    ...known,
    outcome,
    interval: [low, high],
    minimumDetectableEffect: halfWidth * detectableRatio(falseAlarmRatio, pairCount),
    pairsNeeded: isOpen ? replicationsToSettle(differences, sign * allowance, confidence) : null,
  };
}

/** From the half width of the interval to the effect that stands out of it with the power wanted. */
function detectableRatio(falseAlarmRatio: Ratio, pairCount: Count): number {
  const alarm = studentTQuantile(1 - falseAlarmRatio, pairCount - 1);
  return (alarm + studentTQuantile(POWER_RATIO, pairCount - 1)) / alarm;
}
