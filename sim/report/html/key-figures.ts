/** What the person came for, in a handful of large numbers. */
import type { StudyResult } from '../../study/study-result.ts';
import { formatCount, formatRatio, formatSeconds, formatUsd, formatUsdEstimate } from '../format-quantity.ts';
import { labeledMetrics } from '../labeled-metrics.ts';
import { type Markup, markup } from './markup.ts';

type Figure = { readonly name: string; readonly value: string; readonly note: string };

/** @param completion how many finished, in a sentence: `all 10,000 characters finished` */
export function keyFigures(result: StudyResult, completion: string): Markup {
  const figures = [
    costFigure(result),
    ...timeFigures(result),
    finishedFigure(result, completion),
    ...fleetFigures(result),
  ];
  return markup`<dl class="figures" aria-label="Key figures">
${figures.map(
  ({ name, value, note }) =>
    markup`<div><dt>${name}</dt><dd class="figure">${value}</dd><dd class="about">${note}</dd></div>\n`,
)}</dl>
`;
}

function costFigure({ scalars }: StudyResult): Figure {
  const name = 'per character';
  const cost = scalars.cost_usd_per_character;
  if (cost == null) return { name, value: 'no price', note: 'no character was finished' };
  if (cost.ci95 === null) return { name, value: formatUsd(cost.mean), note: 'one replication: no interval' };
  if (cost.ci95[0] <= 0) return { name, value: formatUsd(cost.mean), note: 'too few replications for an interval' };
  const { mean, low, high } = formatUsdEstimate(cost.mean, cost.ci95);
  return { name, value: mean, note: `95 % interval ${low} to ${high}` };
}

function timeFigures({ samples }: StudyResult): readonly Figure[] {
  const turnaround = samples.turnaround_seconds;
  if (turnaround == null) return [];
  const [name, note] = ['half have their character within', 'p50 from submit to finished'];
  const slowest = `p95; the slowest took ${formatSeconds(turnaround.max)}`;
  return [
    { name, value: formatSeconds(turnaround.p50), note },
    { name: '95 % have it within', value: formatSeconds(turnaround.p95), note: slowest },
  ];
}

function finishedFigure({ scalars }: StudyResult, completion: string): Figure {
  return { name: 'characters finished', value: formatCount(scalars.jobs_finished?.mean ?? 0), note: completion };
}

function fleetFigures({ scalars }: StudyResult): readonly Figure[] {
  const { instances_peak: peak, utilization_ratio: utilization } = scalars;
  const byMarket = labeledMetrics(scalars, 'instances_peak', 'market').map(
    ({ value, summary }) => `${formatCount(summary.mean)} ${value === 'spot' ? 'Spot' : value}`,
  );
  const peakFigure = { name: 'instances at the peak', note: `${byMarket.join(', ')}; means of the replications` };
  const useFigure = { name: 'of paid instance time was work', note: 'the rest: idle, boot, redo, drain' };
  return [
    ...(peak == null ? [] : [{ ...peakFigure, value: formatCount(peak.mean) }]),
    ...(utilization == null ? [] : [{ ...useFigure, value: formatRatio(utilization.mean) }]),
  ];
}
