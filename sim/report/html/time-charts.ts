/** Backlog and instances over time, and what the fleets decided meanwhile. */
import type { Market } from '../../../hub/plan/hour-price.ts';
import type { Seconds } from '../../../hub/units.ts';
import type { Portrait } from '../../study/study-result.ts';
import { formatCount, formatSeconds } from '../format-quantity.ts';
import { busiestSamples } from './busiest-samples.ts';
import { type Chart, hueOf, type Mark, ROW_COUNT_MAX, type Series } from './chart.ts';

/** [sample] */
type Samples = readonly number[];

const MARKETS: readonly {
  readonly market: Market;
  readonly name: string;
  readonly id: string;
  readonly hue: number;
}[] = [
  { market: 'onDemand', name: 'On-demand', id: 'instances-on-demand', hue: 3 },
  { market: 'spot', name: 'Spot', id: 'instances-spot', hue: 4 },
];

/** None of a run that was too short to be sampled twice. */
export function timeCharts(portrait: Portrait): readonly Chart[] {
  if (portrait.timeline.atSeconds.length < 2) return [];
  return [backlogChart(portrait), ...MARKETS.flatMap(market => instancesChart(portrait, market))];
}

function backlogChart({ queueNames, timeline }: Portrait): Chart {
  const rows = busiestSamples(sumOf(timeline.backlog, timeline.atSeconds.length), ROW_COUNT_MAX);
  const peaks = queueNames.map(
    (name, queue) => `${peakText(timeline.backlog[queue] ?? [], timeline.atSeconds)} in ${name}`,
  );
  return {
    id: 'backlog',
    title: 'Backlog: jobs waiting or in work',
    summary: `At most ${peaks.join(', ')}.`,
    shape: 'line',
    ...rowsOf(rows, timeline.atSeconds),
    valueUnit: 'count',
    series: queueNames.map((name, queue) => ({
      name,
      hue: hueOf(queue),
      look: 'solid',
      isFilled: true,
      values: pick(timeline.backlog[queue] ?? [], rows),
    })),
    marks: [],
  };
}

/** Nothing for a market that never had an instance. */
function instancesChart(portrait: Portrait, { market, name, id, hue }: (typeof MARKETS)[number]): readonly Chart[] {
  const { groups, timeline } = portrait;
  const sampleCount = timeline.atSeconds.length;
  const ofMarket = (byGroup: readonly Samples[]) =>
    sumOf(
      byGroup.filter((_, group) => groups[group]?.market === market),
      sampleCount,
    );
  const inService = ofMarket(timeline.inService);
  const pending = ofMarket(timeline.pending);
  const warmPooled = ofMarket(timeline.warmPooled);
  const total = sumOf([inService, pending, warmPooled], sampleCount);
  if (!total.some(value => value > 0)) return [];
  const rows = busiestSamples(total, ROW_COUNT_MAX);
  const marks = marksOf(portrait, market);
  const series = (label: string, values: Samples, look: Series['look']): Series => {
    return { name: label, hue, look, isFilled: look === 'solid', values: pick(values, rows) };
  };
  return [
    {
      id,
      title: `${name} instances`,
      summary: `At most ${peakText(inService, timeline.atSeconds)} in service; ${formatCount(marks.length)} scaling decisions.`,
      shape: 'steps',
      ...rowsOf(rows, timeline.atSeconds),
      valueUnit: 'count',
      series: [
        series('in service', inService, 'solid'),
        series('pending', pending, 'dashed'),
        series('warm-pooled', warmPooled, 'dotted'),
      ],
      marks,
    },
  ];
}

function marksOf({ decisions, groups }: Portrait, market: Market): readonly Mark[] {
  return decisions
    .filter(({ group }) => groups[group]?.market === market)
    .map(({ atSeconds, group, fromCount, toCount, reason }) => ({
      atSeconds: Math.round(atSeconds),
      direction: toCount >= fromCount ? 'out' : 'in',
      text: `${groups[group]?.name} ${formatCount(fromCount)} → ${formatCount(toCount)}: ${reason}`,
    }));
}

function rowsOf(rows: readonly number[], atSeconds: readonly Seconds[]) {
  const everyCount = Math.ceil(atSeconds.length / ROW_COUNT_MAX);
  return {
    rowTitle: 'after',
    rowSeconds: pick(atSeconds, rows),
    rowWidthSeconds: null,
    note: everyCount === 1 ? 'Every minute.' : `Of every ${everyCount} minutes the busiest.`,
  };
}

const pick = <T>(values: readonly T[], rows: readonly number[]): readonly T[] => rows.map(row => values[row]!);

const sumOf = (series: readonly Samples[], sampleCount: number): Samples =>
  Array.from({ length: sampleCount }, (_, sample) => series.reduce((sum, values) => sum + (values[sample] ?? 0), 0));

function peakText(values: Samples, atSeconds: readonly Seconds[]): string {
  const sample = values.reduce((best, value, index) => (value > values[best]! ? index : best), 0);
  const value = formatCount(values[sample] ?? 0);
  return value === '0' ? value : `${value} (after ${formatSeconds(atSeconds[sample] ?? 0)})`;
}
