/**
 * From recorded times to the distribution a plan should have. Invariant: what chooses is how well a fit foretells the last
 * times, which it has not seen; the chosen family is then fitted to all that is recent.
 */
import type { Count, Ratio, Seconds } from '../../hub/units.ts';
import { meanOfSample, quantileOfSorted, standardDeviationOfSample } from '../measure/sample-statistics.ts';
import type { Fit, FitKind } from './fit/fit.ts';
import { fitGamma } from './fit/fit-gamma.ts';
import { fitLognormal } from './fit/fit-lognormal.ts';
import { fitQuantiles } from './fit/fit-quantiles.ts';
import { compareWithHoldOut, type HoldOut, twoSampleDistance } from './hold-out.ts';
import { SAMPLE_COUNT_MIN } from './sample-size.ts';

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
  /** Of those that were fitted: all, or the last half or quarter when times drift. Rising. */
  readonly usedSeconds: Float64Array;
  /** Share of the times that were used. */
  readonly usedRatio: Ratio;
  /** What the families foretold of the last times, in the order lognormal, gamma, quantiles. */
  readonly candidates: readonly Candidate[];
  readonly trainCount: Count;
  readonly holdOutCount: Count;
  /** Fitted to all that were used. */
  readonly chosen: Fit;
  readonly why: string;
};

/** The last share of the times is held out: a plan is asked about the days to come, not about days in between. */
const HOLD_OUT_RATIO = 0.3;
/** A two-sample Kolmogorov distance beyond c x sqrt(1/n + 1/m) comes by chance this seldom (Smirnov 1948). */
const ONE_IN_A_HUNDRED = 1.63;
const ONE_IN_A_THOUSAND = 1.95;
/** Older times are given up only for an error smaller by a fifth: they are still times. Own choice. */
const RECENT_GAIN_RATIO = 0.8;
const RECENT_RATIOS: readonly Ratio[] = [1, 0.5, 0.25];

/**
 * Steps: 1. hold the last 30 % out; 2. when they differ from the others beyond chance, see whether the last half or quarter of
 * the others foretells them better; 3. of lognormal and gamma take the likelier; 4. take the table instead when the formula
 * is refuted and the table errs less; 5. fit the choice to all recent times.
 *
 * @param seconds in order of time, all >= 0 and finite, at least SAMPLE_COUNT_MIN, not all 0
 */
export function calibrateTimes(seconds: Float64Array): CalibratedTimes {
  const holdOutCount = Math.round(seconds.length * HOLD_OUT_RATIO);
  const held = seconds.slice(seconds.length - holdOutCount).sort();
  const others = seconds.subarray(0, seconds.length - holdOutCount);
  const usedRatio = recentRatio(others, held);
  const train = lastPart(others, usedRatio);
  const candidates = fitsOf(train).map(fit => ({ fit, holdOut: compareWithHoldOut(fit, held) }));
  const { kind, why } = choose(candidates, train.length, held.length);
  const usedSeconds = lastPart(seconds, usedRatio);
  return {
    seen: summaryOf(seconds),
    usedSeconds,
    usedRatio,
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

function recentRatio(others: Float64Array, held: Float64Array): Ratio {
  const sorted = others.slice().sort();
  const chance = ONE_IN_A_THOUSAND * Math.sqrt(1 / sorted.length + 1 / held.length);
  if (twoSampleDistance(sorted, held) <= chance) return 1;
  const errors = RECENT_RATIOS.map(ratio => {
    const part = lastPart(others, ratio);
    return part.length < SAMPLE_COUNT_MIN ? Infinity : compareWithHoldOut(fitQuantiles(part), held).errorRatio;
  });
  const best = errors.indexOf(Math.min(...errors));
  return errors[best]! < RECENT_GAIN_RATIO * errors[0]! ? RECENT_RATIOS[best]! : 1;
}

/** The last share of the times, sorted. */
const lastPart = (seconds: Float64Array, ratio: Ratio) =>
  seconds.slice(seconds.length - Math.round(seconds.length * ratio)).sort();

const fitsOf = (sorted: Float64Array): readonly Fit[] =>
  [fitLognormal(sorted), fitGamma(sorted), fitQuantiles(sorted)].filter(fit => fit !== undefined);

function choose(
  candidates: readonly Candidate[],
  trainCount: Count,
  holdOutCount: Count,
): { readonly kind: FitKind; readonly why: string } {
  const [formula] = candidates
    .filter(({ holdOut }) => holdOut.meanLogDensity !== undefined)
    .sort((a, b) => b.holdOut.meanLogDensity! - a.holdOut.meanLogDensity!);
  const table = candidates.find(({ fit }) => fit.kind === 'quantiles')!;
  if (formula === undefined || formula.holdOut.meanLogDensity === -Infinity) {
    return { kind: 'quantiles', why: 'times of 0, or all the same, have no formula' };
  }
  const { kind } = formula.fit;
  const distance = formula.holdOut.ksDistance;
  const chance = ONE_IN_A_HUNDRED * Math.sqrt(1 / trainCount + 1 / holdOutCount);
  const beyond = `distance ${distance.toFixed(3)}, by chance up to ${chance.toFixed(3)}`;
  if (distance <= chance) return { kind, why: `${kind} is the likelier formula, and nothing held out refutes it (${beyond})` };
  if (table.holdOut.errorRatio < formula.holdOut.errorRatio) {
    return { kind: 'quantiles', why: `what was held out refutes ${kind}, the likelier formula (${beyond})` };
  }
  return { kind, why: `${kind} is refuted (${beyond}), but errs less than the table` };
}

function summaryOf(seconds: Float64Array): TimesSummary {
  const meanSeconds = meanOfSample(seconds);
  return {
    count: seconds.length,
    meanSeconds,
    cv: standardDeviationOfSample(seconds) / meanSeconds,
    minSeconds: seconds.reduce((least, value) => Math.min(least, value), Infinity),
    maxSeconds: seconds.reduce((most, value) => Math.max(most, value), 0),
  };
}
