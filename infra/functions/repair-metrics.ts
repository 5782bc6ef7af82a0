/** Counts of repairs, as metrics of CloudWatch: a hub that needs many loses events or messages. */
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { ReconcileReport } from './reconcile-jobs.ts';

export const METRICS_NAMESPACE = 'AssetHub';

/**
 * Written to the log in CloudWatch's embedded format, without a call. Nothing is written where nothing was repaired: a metric
 * is paid by the hour in which it has a datapoint.
 */
export function writeRepairMetrics(stack: string, report: ReconcileReport): void {
  const { advanced, resent, expired, failed, troubled } = report;
  const counts = {
    LostEvents: advanced,
    LostMessages: resent,
    ExpiredJobs: expired,
    GivenUpJobs: failed,
    Troubles: troubled,
  };
  const metrics = new Metrics({ namespace: METRICS_NAMESPACE, serviceName: stack });
  for (const [name, count] of Object.entries(counts)) {
    if (count > 0) metrics.addMetric(name, MetricUnit.Count, count);
  }
  if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
}
