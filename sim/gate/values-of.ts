import type { Subject } from '../../hub/gate/parse-subject.ts';
import { metricKey } from '../measure/metric-key.ts';
import type { ReplicationValues, Values } from '../study/replication-values.ts';

/**
 * What each replication says about a subject; empty when the study knows no such metric.
 *
 * @example valuesOf({ statistic: 'p95', metric: 'turnaround_seconds', labels: {} }, result.values)   // [10127, 10133, ...]
 */
export function valuesOf({ metric, statistic, labels }: Subject, values: ReplicationValues): Values {
  const [label, labelValue] = Object.entries(labels)[0] ?? [];
  const found = values[metricKey(metric, label, labelValue)];
  // A single number per replication is its own mean, and its largest is over replications.
  return found?.[statistic] ?? (statistic === 'max' ? found?.mean : undefined) ?? [];
}
