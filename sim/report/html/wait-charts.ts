/** How long jobs waited: while the run went on, and in all. */
import type { Portrait } from '../../study/study-result.ts';
import { formatCount, formatRatio, formatSeconds } from '../format-quantity.ts';
import { type Chart, hueOf, type Series } from './chart.ts';

/** Over time first, then one distribution per queue. None when no job ever started. */
export function waitCharts(portrait: Portrait): readonly Chart[] {
  if (portrait.waits.queues.every(({ startedCounts }) => startedCounts.length === 0)) return [];
  return [waitsOverTime(portrait), ...waitDistributions(portrait)];
}

function waitsOverTime({ queueNames, waits }: Portrait): Chart {
  const { timeBinSeconds, queues } = waits;
  const width = formatSeconds(timeBinSeconds);
  const line = (name: string, queue: number, look: Series['look'], values: Series['values']): Series => {
    return { name, hue: hueOf(queue), look, isFilled: false, values: values.map(toHundredths) };
  };
  return {
    id: 'waits-over-time',
    title: 'Waits over time',
    summary: `Of the jobs whose work began within the same ${width}: half had waited less than the median, 5 % longer than the p95.`,
    shape: 'line',
    rowTitle: `began in the ${width} from`,
    rowSeconds: (queues[0]?.startedCounts ?? []).map((_, bin) => bin * timeBinSeconds),
    rowWidthSeconds: timeBinSeconds,
    valueUnit: 'seconds',
    series: queues.flatMap(({ p50Seconds, p95Seconds }, queue) => [
      line(`${queueNames[queue]}, median`, queue, 'solid', p50Seconds),
      line(`${queueNames[queue]}, p95`, queue, 'dashed', p95Seconds),
    ]),
    marks: [],
    note: 'A dash: no work began.',
  };
}

/** On the same scale of waits, so that queues can be compared. */
function waitDistributions({ queueNames, waits }: Portrait): readonly Chart[] {
  const { waitBinSeconds, queues } = waits;
  const width = formatSeconds(waitBinSeconds);
  return queues.flatMap(({ waitCounts }, queue): readonly Chart[] => {
    const jobCount = waitCounts.reduce((sum, count) => sum + count, 0);
    if (jobCount === 0) return [];
    const firstRatio = (waitCounts[0] ?? 0) / jobCount;
    return [
      {
        id: `waits-${queue}`,
        title: `How long jobs waited for ${queueNames[queue]}`,
        summary: `${formatCount(jobCount)} jobs; ${formatRatio(firstRatio)} of them waited less than ${width}.`,
        shape: 'bars',
        rowTitle: 'waited from',
        rowSeconds: waitCounts.map((_, bin) => toHundredths(bin * waitBinSeconds)!),
        rowWidthSeconds: waitBinSeconds,
        valueUnit: 'count',
        series: [{ name: 'jobs', hue: hueOf(queue), look: 'solid', isFilled: true, values: waitCounts }],
        marks: [],
        note: `Each row: from its wait up to ${width} more.`,
      },
    ];
  });
}

/** A file of half the size, and no difference that a chart could show. */
const toHundredths = (value: number | null): number | null => (value === null ? null : Math.round(value * 100) / 100);
