/**
 * A line of the log that CloudWatch also takes for metrics: its embedded metric format (CloudWatch guide, "Specification:
 * embedded metric format", 2024; lines that come by PutLogEvents, as docker's awslogs driver sends them, need no header, 2026
 * [H]). A metric is paid by the hour in which it has a datapoint, so a worker writes what nothing else tells, and no zeros.
 */

/** Where the functions' metrics are, too (infra/functions/repair-metrics.ts). */
export const METRICS_NAMESPACE = 'AssetHub';

/** As CloudWatch calls them. */
export type MetricUnit = 'Count' | 'Seconds' | 'Bytes';

export type MetricLine = {
  /** Each is a part of the metric's name: as few as possible, and never a job. */
  readonly dimensions: Readonly<Record<string, string>>;
  readonly metrics: Readonly<Record<string, { readonly unit: MetricUnit; readonly value: number }>>;
  /** Only for whoever reads the line. */
  readonly particulars?: Readonly<Record<string, unknown>>;
  /** ISO 8601. */
  readonly time: string;
};

/** Of one line (the same specification): a metric's values beyond these are dropped without a word. */
const METRICS_MAX = 100;
const DIMENSIONS_MAX = 30;

/**
 * @throws Error for a line that CloudWatch would drop in silence, which is a mistake of the program
 * @example metricLine({ dimensions: { service: 'prod' }, metrics: { LeasesLost: { unit: 'Count', value: 1 } }, time })
 *   // '{"_aws":{"Timestamp":...,"CloudWatchMetrics":[...]},"service":"prod","LeasesLost":1}'
 */
export function metricLine({ dimensions, metrics, particulars = {}, time }: MetricLine): string {
  const timestamp = Date.parse(time);
  const names = Object.entries(metrics);
  if (!Number.isFinite(timestamp)) throw new Error(`a metric line needs a time (saw ${time})`);
  if (names.length === 0 || names.length > METRICS_MAX || Object.keys(dimensions).length > DIMENSIONS_MAX) {
    throw new Error(`a metric line needs 1 to ${METRICS_MAX} metrics and at most ${DIMENSIONS_MAX} dimensions`);
  }
  for (const [name, { value }] of names) {
    if (!Number.isFinite(value)) throw new Error(`metric ${name} is no number (saw ${value})`);
  }
  return JSON.stringify({
    _aws: {
      Timestamp: timestamp,
      CloudWatchMetrics: [
        {
          Namespace: METRICS_NAMESPACE,
          Dimensions: [Object.keys(dimensions)],
          Metrics: names.map(([Name, { unit }]) => ({ Name, Unit: unit })),
        },
      ],
    },
    ...particulars,
    ...dimensions,
    ...Object.fromEntries(names.map(([name, { value }]) => [name, value])),
  });
}
