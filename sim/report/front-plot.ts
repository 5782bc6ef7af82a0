/** The Pareto front of cost against wait as a picture. */
import { subjectText } from '../../hub/gate/parse-subject.ts';
import type { FrontPoint } from '../recommend/pareto-front.ts';
import { formatCount } from './format-quantity.ts';
import { frontPoints } from './front-points.ts';
import type { RecommendReport } from './recommend-report.ts';
import type { PlotPoint, PlotSeries } from './svg/panel.ts';
import { plotPoints } from './svg/plot-points.ts';

/**
 * @returns an SVG file
 * @throws Error when no plan finished a character, so that there is nothing to be seen
 */
export function frontPlot(report: RecommendReport): string {
  const { about, wait, recommendation } = report;
  const { answer, asIs, front, others, farCount } = frontPoints(report);
  const label = recommendation.selection.winner === undefined ? 'nearest to the rules' : 'deploy this';
  const plans = formatCount(recommendation.candidates.length - farCount);
  const series: readonly PlotSeries[] = [
    { name: 'another plan', hue: 6, mark: 'hollow', points: others.map(point => at(point)) },
    {
      name: 'no plan is better in both',
      hue: 1,
      mark: 'full',
      joined: 'steps',
      points: front.toReversed().map(point => at(point)),
    },
    { name: 'as it is', hue: 4, mark: 'full', points: asIs.map(point => at(point, 'as it is')) },
    { name: label, hue: 2, mark: 'full', points: answer.map(point => at(point, label)) },
  ];
  return plotPoints({
    title: `Cost against wait: ${plans} plans of ${about.stack}, ${about.scenario.name}`,
    description: `Each point is a plan. On the line no plan is better in both; ${label === 'deploy this' ? 'one of the cheapest that keep all rules is marked' : 'none keeps all rules'}.`,
    x: { title: subjectText(wait), unit: 'seconds' },
    y: { title: 'USD per character', unit: 'USD' },
    series: series.filter(({ points }) => points.length > 0),
  });
}

function at({ costUsd, waitSeconds }: FrontPoint, label?: string): PlotPoint {
  return { x: waitSeconds, y: costUsd, ...(label === undefined ? {} : { label }) };
}
