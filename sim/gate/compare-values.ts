/** Two studies side by side, metric by metric: what `asset-sim compare` shows. */
import { METRICS, type MetricName } from '../../hub/gate/metric-names.ts';
import type { Statistic } from '../../hub/gate/parse-subject.ts';
import type { Count } from '../../hub/units.ts';
import { meanInterval } from '../measure/interval.ts';
import { meanOfSample } from '../measure/sample-statistics.ts';
import type { IntervalPair } from '../measure/summary.ts';
import type { ReplicationValues } from '../study/replication-values.ts';

export type Comparison = {
  /** Full metric name. */
  readonly key: string;
  readonly statistic: Statistic;
  /** Means over the pairs that observed it in both. All in the metric's unit. */
  readonly baseline: number;
  readonly candidate: number;
  readonly difference: number;
  /** 95 % interval of the difference; null below two pairs. */
  readonly interval: IntervalPair | null;
  readonly pairCount: Count;
};

const CONFIDENCE = 0.95;
/** Of what is a distribution. */
const STATISTICS_SHOWN = ['mean', 'p95'] as const satisfies readonly Statistic[];

/**
 * Every metric that both have, in the order of the baseline; distributions by mean and p95. Pairs share their random
 * numbers, so most of the noise cancels. Metrics that no pair observed in both are left out.
 *
 * @example compareValues(base.values, head.values).find(({ key }) => key === 'cost_usd_per_character')?.difference
 */
export function compareValues(baseline: ReplicationValues, candidate: ReplicationValues): readonly Comparison[] {
  return Object.keys(baseline).flatMap(key => {
    const [name = key] = key.split('{');
    const statistics = METRICS[name as MetricName]?.isDistribution ? STATISTICS_SHOWN : (['mean'] as const);
    return statistics.flatMap(statistic => {
      const pairs = pairsOf(baseline[key]?.[statistic] ?? [], candidate[key]?.[statistic] ?? []);
      if (pairs.length === 0) return [];
      const { mean, low, high } = meanInterval(
        pairs.map(([base, head]) => head - base),
        CONFIDENCE,
      );
      return [
        {
          key,
          statistic,
          baseline: meanOfSample(pairs.map(([base]) => base)),
          candidate: meanOfSample(pairs.map(([, head]) => head)),
          difference: mean,
          interval: low === null || high === null ? null : ([low, high] as const),
          pairCount: pairs.length,
        },
      ];
    });
  });
}

function pairsOf(left: readonly (number | null)[], right: readonly (number | null)[]): readonly [number, number][] {
  return left.flatMap((base, place): [number, number][] => {
    const head = right[place] ?? null;
    return base === null || head === null ? [] : [[base, head]];
  });
}
