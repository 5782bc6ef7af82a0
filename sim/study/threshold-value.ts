import type { Threshold } from '../../hub/gate/parse-threshold.ts';
import { metricKey } from '../measure/metric-key.ts';
import type { StudyResult } from './study-result.ts';

/**
 * What a study says about the left side of a threshold. Distributions know every statistic; a single number per
 * replication has a mean over replications and a largest one, and no quantiles.
 *
 * @returns in the metric's unit; null when it was not observed, or when the metric has no such statistic
 * @example thresholdValue(result, threshold)   // 2494.2, for p95(queue_wait_seconds{queue=generation})<3000
 */
export function thresholdValue(
  { samples, scalars }: Pick<StudyResult, 'samples' | 'scalars'>,
  { metric, statistic, labels }: Pick<Threshold, 'metric' | 'statistic' | 'labels'>,
): number | null {
  const [label, value] = Object.entries(labels)[0] ?? [];
  const key = metricKey(metric, label, value);
  const sample = samples[key];
  if (sample != null) return sample[statistic];
  const scalar = scalars[key];
  if (scalar == null) return null;
  return statistic === 'mean' || statistic === 'max' ? scalar[statistic] : null;
}
