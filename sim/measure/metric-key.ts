import type { MetricName } from '../../hub/gate/metric-names.ts';

/**
 * The full name of a metric: with a label when it is narrowed, without one when it is over all.
 *
 * @example metricKey('queue_wait_seconds', 'queue', 'generation')   // 'queue_wait_seconds{queue=generation}'
 */
export function metricKey(name: MetricName, label?: string, value?: string): string {
  return label === undefined ? name : `${name}{${label}=${value}}`;
}
