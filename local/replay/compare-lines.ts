/** What a replay measured beside what the simulator says of the same run: same plan, same arrivals. Pure. */
import type { Seconds } from '../../hub/units.ts';
import type { MetricSummary } from '../../sim/measure/summary.ts';
import type { ReplicationSummary } from '../../sim/study/replication-summary.ts';

export type ComparedRow = {
  readonly metric: string;
  readonly statistic: 'p50' | 'p95';
  readonly simulatedSeconds: Seconds;
  readonly measuredSeconds: Seconds;
  /** Measured / simulated - 1; null where nothing was simulated to wait. */
  readonly differenceRatio: number | null;
};

const METRIC = /^(queue_wait_seconds\{|turnaround_seconds$)/;

/** Waits by queue and turnaround, as far as both have seen some. */
export function compareRuns(
  simulated: Pick<ReplicationSummary, 'samples'>,
  measured: Pick<ReplicationSummary, 'samples'>,
): readonly ComparedRow[] {
  return Object.keys(simulated.samples)
    .filter(metric => METRIC.test(metric))
    .flatMap(metric => {
      const [one, other] = [simulated.samples[metric], measured.samples[metric]];
      if (!one || !other) return [];
      return (['p50', 'p95'] as const).map(statistic => rowOf(metric, statistic, one, other));
    });
}

function rowOf(
  metric: string,
  statistic: ComparedRow['statistic'],
  simulated: MetricSummary,
  measured: MetricSummary,
): ComparedRow {
  const [simulatedSeconds, measuredSeconds] = [simulated[statistic], measured[statistic]];
  const differenceRatio = simulatedSeconds > 0 ? measuredSeconds / simulatedSeconds - 1 : null;
  return { metric, statistic, simulatedSeconds, measuredSeconds, differenceRatio };
}

/** A table of text, seconds of the plan. */
export function comparedText(rows: readonly ComparedRow[]): string {
  const width = Math.max(...rows.map(({ metric }) => metric.length));
  const lines = rows.map(({ metric, statistic, simulatedSeconds, measuredSeconds, differenceRatio }) => {
    const difference =
      differenceRatio === null
        ? ''
        : `${differenceRatio < 0 ? '-' : '+'}${Math.abs(100 * differenceRatio).toFixed(1)} %`;
    const cells = [simulatedSeconds.toFixed(1), measuredSeconds.toFixed(1), difference].map(cell => cell.padStart(11));
    return `${metric.padEnd(width)}  ${statistic}${cells.join('')}`.trimEnd();
  });
  const head = ['simulated', 'measured', 'difference'].map(word => word.padStart(11)).join('');
  return [`${''.padEnd(width + 5)}${head}`, ...lines].join('\n');
}
