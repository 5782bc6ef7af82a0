import type { Subject } from '../../hub/gate/parse-subject.ts';
import { valuesOf } from '../gate/values-of.ts';
import { meanInterval } from '../measure/interval.ts';
import type { ReplicationSummary } from '../study/replication-summary.ts';
import { replicationValues } from '../study/replication-values.ts';
import type { Estimate } from './sweep-record.ts';

const CONFIDENCE = 0.95;

/** What a point's replications say about each subject: their mean and its t interval. */
export function estimatesOf(
  summaries: readonly ReplicationSummary[],
  subjects: readonly Subject[],
): readonly Estimate[] {
  const values = replicationValues(summaries);
  return subjects.map(subject => {
    const seen = valuesOf(subject, values).filter(value => value !== null);
    if (seen.length === 0) return { mean: null, ci95: null };
    const { mean, low, high } = meanInterval(seen, CONFIDENCE);
    return { mean, ci95: low === null || high === null ? null : ([low, high] as const) };
  });
}
