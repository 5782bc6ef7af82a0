/**
 * From recorded times to the distribution a plan should have. Invariant: what chooses is how well a fit foretells the last
 * times, which it has not seen; the chosen family is then fitted to all that is recent.
 */
import type { Count, Ratio, Seconds } from '../../hub/units.ts';
import { kolmogorovDistance } from '../measure/kolmogorov-distance.ts';
import { meanOfSample, quantileOfSorted, standardDeviationOfSample } from '../measure/sample-statistics.ts';
import type { Fit, FitKind } from './fit/fit.ts';
import { fitGamma } from './fit/fit-gamma.ts';
import { fitLognormal } from './fit/fit-lognormal.ts';
import { fitQuantiles } from './fit/fit-quantiles.ts';
import { compareWithHoldOut, type HoldOut } from './hold-out.ts';
import { type Recency, recentDays } from './recent-days.ts';
import type { Series } from './series.ts';

export type Candidate = { readonly fit: Fit; readonly holdOut: HoldOut };

export type TimesSummary = {
  readonly count: Count;
  readonly meanSeconds: Seconds;
  readonly cv: Ratio;
  readonly minSeconds: Seconds;
  readonly maxSeconds: Seconds;
};

export type CalibratedTimes = {
  /** Of all times. */
  readonly seen: TimesSummary;
  /** Of those that were fitted: all, or those of recent days where times drift. Rising. */
  readonly usedSeconds: Float64Array;
  readonly recency: Recency;
  /** What the families foretold of the last times, in the order lognormal, gamma, quantiles. */
  readonly candidates: readonly Candidate[];
  readonly trainCount: Count;
  readonly holdOutCount: Count;
  /** Fitted to all that were used. */
  readonly chosen: Fit;
  readonly why: string;
};

/** The last share of the times is held out: a plan is asked about the days to come, not about days in between. */
const HOLD_OUT_RATIO: Ratio = 0.2;
/**
 * The distance of a sample from a normal distribution fitted to it is beyond this / sqrt(n) once in a hundred (Lilliefors
 * 1967); that of a gamma distribution hardly differs.
 */
const ONE_IN_A_HUNDRED = 1.035;

/**
 * Steps: 1. leave out days that have nothing to say of the next one; 2. hold the last fifth out and fit the families to what
 * was before it; 3. of lognormal and gamma take the likelier; 4. take the table instead when the formula is refuted and the
 * table errs less; 5. fit the choice to all that was not left out.
 *
 * @param series times >= 0 and finite, at least SAMPLE_COUNT_MIN
 */
export function calibrateTimes(series: Series): CalibratedTimes {
  const recency = recentDays(series);
  const used = series.values.subarray(recency.from);
  const holdOutCount = Math.round(used.length * HOLD_OUT_RATIO);
  const train = used.slice(0, used.length - holdOutCount).sort();
  const held = used.slice(used.length - holdOutCount).sort();
  const candidates = fitsOf(train).map(fit => ({ fit, holdOut: compareWithHoldOut(fit, held) }));
  const { kind, why } = choose(candidates, train);
  const usedSeconds = used.slice().sort();
  return {
    seen: summaryOf(series.values),
    usedSeconds,
    recency,
    candidates,
    trainCount: train.length,
    holdOutCount,
    // What fitted a part fits the whole, too, unless the rest holds a zero: then only the table can.
    chosen: fitsOf(usedSeconds).find(fit => fit.kind === kind) ?? fitQuantiles(usedSeconds),
    why,
  };
}

/** Quantiles as reports compare them. */
export const quantilesOfUsed = ({ usedSeconds }: CalibratedTimes, probabilities: readonly number[]) =>
  probabilities.map(p => quantileOfSorted(usedSeconds, p));

const fitsOf = (sorted: Float64Array): readonly Fit[] =>
  [fitLognormal(sorted), fitGamma(sorted), fitQuantiles(sorted)].filter(fit => fit !== undefined);

function choose(
  candidates: readonly Candidate[],
  sortedTrain: Float64Array,
): { readonly kind: FitKind; readonly why: string } {
  const [formula] = candidates
    .filter(({ holdOut }) => holdOut.meanLogDensity !== undefined)
    .sort((a, b) => b.holdOut.meanLogDensity! - a.holdOut.meanLogDensity!);
  const table = candidates.find(({ fit }) => fit.kind === 'quantiles')!;
  if (formula === undefined || formula.holdOut.meanLogDensity === -Infinity) {
    return { kind: 'quantiles', why: 'times of 0, or all the same, have no formula' };
  }
  const { kind, probabilityOf } = formula.fit;
  const distance = kolmogorovDistance(sortedTrain, probabilityOf);
  const chance = ONE_IN_A_HUNDRED / Math.sqrt(sortedTrain.length);
  const beyond = `KS distance ${distance.toFixed(3)} from its own sample, by chance up to ${chance.toFixed(3)}`;
  if (distance <= chance) return { kind, why: `${kind} is the likelier formula, and nothing refutes it (${beyond})` };
  if (table.holdOut.errorRatio < formula.holdOut.errorRatio) {
    return { kind: 'quantiles', why: `the times refute ${kind}, the likelier formula (${beyond})` };
  }
  return { kind, why: `${kind} is refuted (${beyond}), but errs less than the table on what was held out` };
}

function summaryOf(seconds: Float64Array): TimesSummary {
  const meanSeconds = meanOfSample(seconds);
  return {
    count: seconds.length,
    meanSeconds,
    cv: meanSeconds > 0 ? standardDeviationOfSample(seconds) / meanSeconds : 0,
    minSeconds: seconds.reduce((least, value) => Math.min(least, value), Infinity),
    maxSeconds: seconds.reduce((most, value) => Math.max(most, value), 0),
  };
}
