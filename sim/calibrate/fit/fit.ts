/** A distribution fitted to recorded times, and what it says of any time. */
import type { Distribution } from '../../../hub/distribution.ts';

/** Families that are tried. */
export type FitKind = 'lognormal' | 'gamma' | 'quantiles';

export type Fit = {
  readonly kind: FitKind;
  /** As a stack file writes it. */
  readonly distribution: Distribution;
  /** Probability of a time up to `value`, 0..1. */
  readonly probabilityOf: (value: number) => number;
  /** The time that is not exceeded with `probability`, which lies in (0, 1). */
  readonly quantileOf: (probability: number) => number;
  /** log of the density; undefined for a table, whose density is steps. */
  readonly logDensityOf: ((value: number) => number) | undefined;
};

/** Four significant digits: finer than any sample that is fitted here can tell. */
export const rounded = (value: number): number => Number(value.toPrecision(4));
