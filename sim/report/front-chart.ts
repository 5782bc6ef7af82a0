/** The Pareto front of cost against wait: in characters, and as a table of what another wait would cost. */
import { subjectText } from '../../hub/gate/parse-subject.ts';
import type { FrontPoint } from '../recommend/pareto-front.ts';
import { type Block, left, right } from './block.ts';
import { formatChangeRatio, formatMetric, unitOf } from './format-metric.ts';
import { formatCount, formatUsd, formatUsdColumn } from './format-quantity.ts';
import { frontPoints } from './front-points.ts';
import type { RecommendReport } from './recommend-report.ts';
import { renderScatter } from './render-scatter.ts';

const ROW_COUNT_MAX = 8;
/** A row is read, not scrolled; --json has them all. */
const DIFFERENCE_COUNT_MAX = 2;

export function frontChart(report: RecommendReport): readonly Block[] {
  const { recommendation, wait } = report;
  const { answer, asIs, front, others, farCount } = frontPoints(report);
  if (front.length === 0) return [];
  const unit = unitOf(wait.metric);
  const waitText = (seconds: number) => formatMetric(unit, seconds);
  const marked = (points: readonly FrontPoint[], mark: string) =>
    points.map(({ costUsd, waitSeconds }) => ({ x: costUsd, y: waitSeconds, mark }));
  const lines = renderScatter(
    [...marked(others, '·'), ...marked(front, '●'), ...marked(asIs, '○'), ...marked(answer, '◆')],
    { title: 'USD per character', format: formatUsd },
    { title: subjectText(wait), format: waitText },
  );
  const which = recommendation.selection.winner === undefined ? 'nearest' : 'chosen';
  const far = farCount === 0 ? '' : ` (${formatCount(farCount)} farther off are not shown)`;
  const legend = `◆ ${which}  ○ as it is  ● no plan is better in both  · others${far}`;
  return [
    { kind: 'heading', text: 'Cost against wait' },
    { kind: 'chart', lines: [...lines, legend] },
    ...frontTable(report, front, waitText),
  ];
}

/** The cheapest, the fastest, and what lies between. */
function frontTable(
  { recommendation, wait }: RecommendReport,
  front: readonly FrontPoint[],
  waitText: (seconds: number) => string,
): readonly Block[] {
  const shown = spread(front, ROW_COUNT_MAX);
  const costs = formatUsdColumn(shown.map(({ costUsd }) => costUsd));
  const cheapest = shown[0]!.costUsd;
  const rows = shown.map(({ candidate, costUsd, waitSeconds }, index) => [
    costs[index]!,
    formatChangeRatio(cheapest, costUsd),
    waitText(waitSeconds),
    differenceText(recommendation, candidate),
  ]);
  return [
    {
      kind: 'table',
      columns: [right('USD'), right(''), right(subjectText(wait)), left('other than the plan above')],
      rows,
    },
  ];
}

/** What a candidate chose otherwise than the answer. */
function differenceText(
  { candidates, parameters, answer, selection }: RecommendReport['recommendation'],
  candidate: number,
): string {
  const own = candidates[answer]!.choices;
  const other = candidates[candidate]!.choices.flatMap((choice, index) =>
    choice === own[index] ? [] : [`${parameters[index]!.name} ${parameters[index]!.choices[choice]!.label}`],
  );
  const shown = other.slice(0, DIFFERENCE_COUNT_MAX).join(', ');
  const rest = other.length - DIFFERENCE_COUNT_MAX;
  const lost = selection.fates[candidate]!.kind === 'breaks' ? ' (breaks a rule)' : '';
  return `${other.length === 0 ? 'nothing' : shown}${rest > 0 ? ` and ${rest} more` : ''}${lost}`;
}

/** At most so many of them, the first and the last included. */
function spread<Item>(items: readonly Item[], countMax: number): readonly Item[] {
  if (items.length <= countMax) return items;
  return Array.from(
    { length: countMax },
    (_, index) => items[Math.round((index * (items.length - 1)) / (countMax - 1))]!,
  );
}
