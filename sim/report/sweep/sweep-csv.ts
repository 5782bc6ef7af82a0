import type { Sweep } from '../../sweep/sweep-record.ts';
import { csvRow } from '../csv-row.ts';

/**
 * One row a point, RFC 4180, numbers whole.
 *
 * @example 'index,scenario.users,cost_usd_per_character,cost_usd_per_character ci95_low,...\n0,1000,0.0123,0.0121,...\n'
 */
export function sweepCsv({ header: { paths, metrics }, points }: Sweep): string {
  const header = [
    'index',
    ...paths,
    ...metrics.flatMap(({ name }) => [name, `${name} ci95_low`, `${name} ci95_high`]),
    'refusal',
  ];
  const rows = points.map(({ index, values, estimates, refusal }) => [
    index,
    ...values.map(value => (typeof value === 'object' ? JSON.stringify(value) : value)),
    ...metrics.flatMap((_, column) => [
      estimates?.[column]?.mean,
      estimates?.[column]?.ci95?.[0],
      estimates?.[column]?.ci95?.[1],
    ]),
    refusal,
  ]);
  return [header, ...rows].map(csvRow).join('');
}
