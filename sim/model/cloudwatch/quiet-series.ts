import type { AlarmSpec } from '../../../hub/scaling/policy.ts';
import { SECONDS_PER_MINUTE } from '../../../hub/units.ts';
import { minutesNeeded } from './evaluation-range.ts';
import { createMetricSeries, type MetricSeries, publish } from './metric-series.ts';

/** A series as an alarm finds it that has seen nothing but quiet minutes before time 0: zeros, published long ago. */
export function createQuietSeries(spec: Pick<AlarmSpec, 'evaluationPeriods' | 'periodSeconds'>): MetricSeries {
  const series = createMetricSeries(minutesNeeded(spec));
  for (let minute = 1; minute <= series.minutes.length; minute += 1) {
    publish(series, -minute * SECONDS_PER_MINUTE, 0, Number.NEGATIVE_INFINITY);
  }
  return series;
}
