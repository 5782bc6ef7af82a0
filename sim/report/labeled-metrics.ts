/** `queue_wait_seconds{queue=generation}`: metric, label, value. Written by `metricKey`. */
const KEY_PATTERN = /^(?<metric>[^{]+)(?:\{(?<label>[^=]+)=(?<value>[^}]*)\})?$/;

export type MetricLabel = { readonly metric: string; readonly label: string | null; readonly value: string | null };

/**
 * @example readMetricKey('queue_wait_seconds{queue=rigging}')   // { metric: 'queue_wait_seconds', label: 'queue', value: 'rigging' }
 */
export function readMetricKey(key: string): MetricLabel {
  const groups = KEY_PATTERN.exec(key)?.groups;
  if (groups?.metric === undefined) throw new Error(`not a metric key: ${key}`);
  return { metric: groups.metric, label: groups.label ?? null, value: groups.value ?? null };
}

/** What was observed of a metric under each value of a label, in the order of the study. Values without any are left out. */
export function labeledMetrics<Summary>(
  summaries: Readonly<Record<string, Summary | null>>,
  metric: string,
  label: string,
): readonly { readonly value: string; readonly summary: Summary }[] {
  return Object.entries(summaries).flatMap(([key, summary]) => {
    const read = readMetricKey(key);
    if (summary === null || read.metric !== metric || read.label !== label || read.value === null) return [];
    return [{ value: read.value, summary }];
  });
}
