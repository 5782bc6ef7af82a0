/** A study of sensitivity as data. */
import type { Count } from '../../hub/units.ts';
import type { SweepMetric } from '../sweep/sweep-record.ts';
import type { Effect } from './elementary-effects.ts';
import type { Factor } from './factors.ts';

export type FactorEffect = { readonly factor: Factor } & Effect;

export type MetricEffects = {
  readonly metric: SweepMetric;
  /** Of the plan as it is; null where nothing was observed. */
  readonly today: number | null;
  /** From the largest. Empty where no trajectory observed the metric at all of its points. */
  readonly effects: readonly FactorEffect[];
};

export type SensitivityResult = {
  readonly trajectories: Count;
  /** Walks through what is no valid plan. */
  readonly passedOver: Count;
  readonly replications: Count;
  readonly metrics: readonly MetricEffects[];
};
