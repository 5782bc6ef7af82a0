/** A sweep as small multiples: a row for each metric, a column for each setting, or for each value of a third one. */
import type { Sweep, SweepPoint } from '../../sweep/sweep-record.ts';
import { printSetting } from '../print-setting.ts';
import type { PlotAxis } from '../svg/axis.ts';
import { hueAt } from '../svg/palette.ts';
import type { Panel, PlotPoint, PlotSeries } from '../svg/panel.ts';
import { plotSmallMultiples } from '../svg/plot-small-multiples.ts';
import { shortPaths } from './short-paths.ts';

/** More lines than hues look alike; more columns than this are too small to read. */
const LINE_COUNT_MAX = 6;
const COLUMN_COUNT_MAX = 4;

/** Undefined when no point has a value. */
export function sweepPicture(sweep: Sweep): string | undefined {
  const { header, points } = sweep;
  const { paths, metrics, stack, scenario } = header;
  const names = shortPaths(paths);
  // The text of each value stands for it: values may be lists.
  const texts = paths.map((_, column) => [...new Set(points.map(({ values }) => printSetting(values[column])))]);
  const [, lines, columns] = texts;
  const isGrid = points.length === texts.reduce((product, { length }) => product * length, 1);
  const isJoined =
    isGrid && paths.length <= 3 && (lines?.length ?? 1) <= LINE_COUNT_MAX && (columns?.length ?? 1) <= COLUMN_COUNT_MAX;
  const columnCount = isJoined ? (columns?.length ?? 1) : Math.min(paths.length, COLUMN_COUNT_MAX);
  const panels = metrics.flatMap(({ name, unit }, metric): readonly Panel[] => {
    const y: PlotAxis = { title: name, unit };
    if (!points.some(point => typeof point.estimates?.[metric]?.mean === 'number')) return [];
    if (!isJoined) {
      return paths.slice(0, COLUMN_COUNT_MAX).map((_, column) => ({
        x: axisOf(sweep, column, names),
        y,
        series: [{ name: 'points', hue: 1, mark: 'full', points: pointsOf(sweep, points, column, metric, texts) }],
      }));
    }
    return (columns ?? [undefined]).map(third => ({
      ...(third === undefined ? {} : { title: `${names[2]} ${third}` }),
      x: axisOf(sweep, 0, names),
      y,
      series: (lines ?? [undefined]).map((second, index): PlotSeries => {
        const own = points.filter(
          ({ values }) =>
            (second === undefined || printSetting(values[1]) === second) &&
            (third === undefined || printSetting(values[2]) === third),
        );
        return {
          name: second === undefined ? 'points' : `${names[1]} ${second}`,
          hue: hueAt(index),
          mark: index % 2 === 0 ? 'full' : 'hollow',
          joined: 'line',
          points: pointsOf(sweep, own, 0, metric, texts),
        };
      }),
    }));
  });
  if (panels.length === 0) return undefined;
  const title = `${stack} stack, ${scenario}: ${points.length} points`;
  const description = `${metrics.map(({ name }) => name).join(' and ')} over ${names.join(', ')}, with 95 % intervals.`;
  return plotSmallMultiples({ title, description, panels, columnCount });
}

function axisOf({ points }: Sweep, column: number, names: readonly string[]): PlotAxis {
  const values = points.map(({ values }) => values[column]);
  const title = names[column]!;
  if (values.every(value => typeof value === 'number')) return { title, unit: 'number' };
  return { title, unit: 'number', names: [...new Set(values.map(printSetting))] };
}

function pointsOf(
  sweep: Sweep,
  points: readonly SweepPoint[],
  column: number,
  metric: number,
  texts: readonly (readonly string[])[],
): readonly PlotPoint[] {
  const isNumber = axisOf(sweep, column, sweep.header.paths).names === undefined;
  return points.map(({ values, estimates }) => ({
    x: isNumber ? Number(values[column]) : texts[column]!.indexOf(printSetting(values[column])),
    y: estimates?.[metric]?.mean ?? null,
    yInterval: estimates?.[metric]?.ci95 ?? null,
  }));
}
