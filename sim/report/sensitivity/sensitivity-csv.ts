import { csvRow } from '../csv-row.ts';
import type { SensitivityReport } from './sensitivity-report.ts';

const HEADER = [
  'metric',
  'unit',
  'setting',
  'low',
  'high',
  'mean_absolute_effect',
  'ci95_low',
  'ci95_high',
  'mean_effect',
  'deviation',
];

/** One row for each metric and setting, numbers whole. */
export function sensitivityCsv({ result }: SensitivityReport): string {
  const rows = result.metrics.flatMap(({ metric, effects }) =>
    effects.map(({ factor, size, interval, mean, deviation }) => [
      metric.name,
      metric.unit,
      factor.path,
      factor.low,
      factor.high,
      size,
      interval?.[0],
      interval?.[1],
      mean,
      deviation,
    ]),
  );
  return [HEADER, ...rows].map(csvRow).join('');
}
