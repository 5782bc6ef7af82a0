import { assertNever } from '../../hub/assert-never.ts';
import type { Metric, MetricName } from '../../hub/gate/metric-names.ts';
import { METRICS } from '../../hub/gate/metric-names.ts';
import { formatCount, formatRatio, formatSeconds, formatUsd, formatUsdEstimate } from './format-quantity.ts';
import { readMetricKey } from './labeled-metrics.ts';

/** The unit of a metric, by its name with or without labels. */
export function unitOf(key: string): Metric['unit'] {
  const { metric } = readMetricKey(key);
  const known = METRICS[metric as MetricName];
  if (known === undefined) throw new Error(`a study has a metric that is not in the table of metrics: ${key}`);
  return known.unit;
}

/**
 * A metric's value as a person reads it.
 *
 * @example formatMetric('seconds', 2516)   // '41 min 56 s'
 */
export function formatMetric(unit: Metric['unit'], value: number): string {
  switch (unit) {
    case 'USD':
      return formatUsd(value);
    case 'seconds':
      return formatSeconds(value);
    case 'ratio':
      return formatRatio(value);
    case 'count':
      return formatCount(value);
    default:
      return assertNever(unit);
  }
}

/**
 * A value with its interval, dollars to as many decimals as tell the ends apart.
 *
 * @example formatEstimate('USD', 0.009718, [0.009708, 0.009728])   // '$0.00972 ($0.00971 to $0.00973)'
 */
export function formatEstimate(
  unit: Metric['unit'],
  value: number,
  interval: readonly [number, number] | null,
): string {
  if (interval === null) return formatMetric(unit, value);
  if (unit === 'USD') {
    const { mean, low, high } = formatUsdEstimate(value, interval);
    return `${mean} (${low} to ${high})`;
  }
  return `${formatMetric(unit, value)} (${formatMetric(unit, interval[0])} to ${formatMetric(unit, interval[1])})`;
}

/**
 * A change, with its sign.
 *
 * @example formatChange('seconds', 12)   // '+12 s'
 */
export function formatChange(unit: Metric['unit'], change: number): string {
  if (change === 0) return '0';
  return `${change > 0 ? '+' : '-'}${formatMetric(unit, Math.abs(change))}`;
}

/**
 * A change beside what it changed.
 *
 * @example formatChangeRatio(0.012, 0.0123)   // '+2.5 %'
 */
export function formatChangeRatio(baseline: number, candidate: number): string {
  if (candidate === baseline) return '0 %';
  if (baseline === 0) return '';
  const percent = ((candidate - baseline) / Math.abs(baseline)) * 100;
  const digits = Math.abs(percent) < 0.995 ? 2 : 1;
  return `${percent > 0 ? '+' : '-'}${Math.abs(percent).toFixed(digits)} %`;
}
