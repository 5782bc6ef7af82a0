import type { StudyResult } from '../study/study-result.ts';
import { csvCell } from './csv-cell.ts';
import { metricsJson } from './study-json.ts';

const COLUMNS = ['unit', 'mean', 'p50', 'p90', 'p95', 'p99', 'min', 'max', 'replications'] as const;

/**
 * One row per metric, RFC 4180, numbers whole; cells without a meaning are empty.
 *
 * @example 'metric,unit,mean,p50,...\nturnaround_seconds,seconds,1520.25,1498,...\n'
 */
export function renderStudyCsv(result: StudyResult): string {
  const rows = Object.entries(metricsJson(result)).map(([metric, summary]) => {
    const cells = (summary ?? {}) as Record<string, unknown>;
    const [low, high] = (cells.ci95 ?? []) as readonly unknown[];
    return [metric, ...COLUMNS.map(column => cells[column]), low, high];
  });
  const header = ['metric', ...COLUMNS, 'ci95_low', 'ci95_high'];
  return [header, ...rows].map(row => `${row.map(csvCell).join(',')}\n`).join('');
}
