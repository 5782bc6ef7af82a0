/** A sweep as a report: the best point for each metric first, then all points. */
import type { Sweep, SweepMetric, SweepPoint } from '../../sweep/sweep-record.ts';
import { type Block, left, right } from '../block.ts';
import { formatEstimate } from '../format-metric.ts';
import { formatCount, NOTHING_SEEN } from '../format-quantity.ts';
import { printSetting } from '../print-setting.ts';
import { shortPaths } from './short-paths.ts';

/** More rows than this are for a file. */
const ROW_COUNT_MAX = 60;

export function sweepBlocks({ header, points }: Sweep): readonly Block[] {
  const { stack, region, scenario, replications, seed, paths, metrics } = header;
  const names = shortPaths(paths);
  const refusedCount = points.filter(({ estimates }) => estimates === null).length;
  const shown = points.slice(0, ROW_COUNT_MAX);
  const counted = `${counting(points.length, 'point')} of ${counting(replications, 'replication')}, seed ${seed}`;
  return [
    { kind: 'aside', lines: [`${stack} stack in ${region}, ${scenario}: ${counted}`] },
    { kind: 'answer', lines: metrics.map((metric, column) => leastLine(metric, column, points, names)) },
    {
      kind: 'table',
      columns: [...names.map(left), ...metrics.map(({ name }) => right(name))],
      rows: shown.map(({ values, estimates }) => [
        ...values.map(printSetting),
        ...metrics.map(({ unit }, column) => estimateText(unit, estimates?.[column])),
      ]),
    },
    ...asides(points.length - shown.length, refusedCount, points),
  ];
}

function leastLine(
  { name, unit }: SweepMetric,
  column: number,
  points: readonly SweepPoint[],
  names: readonly string[],
): string {
  const seen = points.filter(({ estimates }) => typeof estimates?.[column]?.mean === 'number');
  const meanOf = ({ estimates }: SweepPoint) => estimates![column]!.mean!;
  const [first] = seen;
  if (first === undefined) return `${name}: nothing was observed`;
  const least = seen.reduce((best, point) => (meanOf(point) < meanOf(best) ? point : best), first);
  const settings = names.map((path, place) => `${path} ${printSetting(least.values[place])}`).join(', ');
  return `least ${name}: ${estimateText(unit, least.estimates![column])} at ${settings}`;
}

function estimateText(
  unit: SweepMetric['unit'],
  estimate: NonNullable<SweepPoint['estimates']>[number] | undefined,
): string {
  if (estimate === undefined || estimate.mean === null) return NOTHING_SEEN;
  return formatEstimate(unit, estimate.mean, estimate.ci95);
}

const counting = (count: number, what: string) => `${formatCount(count)} ${what}${count === 1 ? '' : 's'}`;

function asides(hiddenCount: number, refusedCount: number, points: readonly SweepPoint[]): readonly Block[] {
  const lines: string[] = [];
  if (hiddenCount > 0) lines.push(`and ${formatCount(hiddenCount)} points more: --output csv=FILE has all of them`);
  if (refusedCount > 0) {
    const reason = points.find(({ refusal }) => refusal !== null)?.refusal;
    lines.push(
      `not played, since it is no valid plan: ${counting(refusedCount, 'point')}, the first because: ${reason}`,
    );
  }
  return lines.length === 0 ? [] : [{ kind: 'aside', lines }];
}
