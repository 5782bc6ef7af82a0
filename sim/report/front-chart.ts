/** The Pareto front of cost against wait, in characters. */
import { subjectText } from '../../hub/gate/parse-subject.ts';
import { pointsOf } from '../recommend/explain.ts';
import { type FrontPoint, paretoFront } from '../recommend/pareto-front.ts';
import type { Block } from './block.ts';
import { formatMetric, unitOf } from './format-metric.ts';
import { formatUsd } from './format-quantity.ts';
import type { RecommendReport } from './recommend-report.ts';
import { renderScatter } from './render-scatter.ts';

const MARKS = { other: '·', front: '●', asIs: '○', answer: '◆' } as const;

export function frontChart({ recommendation, wait }: RecommendReport): readonly Block[] {
  const points = pointsOf(recommendation);
  if (points.length === 0) return [];
  const front = new Set(paretoFront(points));
  const { answer, selection } = recommendation;
  const markOf = (point: FrontPoint) => {
    if (point.candidate === answer) return MARKS.answer;
    if (point.candidate === 0) return MARKS.asIs;
    return front.has(point) ? MARKS.front : MARKS.other;
  };
  const order = Object.values(MARKS) as readonly string[];
  const marked = points
    .map(point => ({ x: point.costUsd, y: point.waitSeconds, mark: markOf(point) }))
    .toSorted((a, b) => order.indexOf(a.mark) - order.indexOf(b.mark));
  const unit = unitOf(wait.metric);
  const lines = renderScatter(
    marked,
    { title: 'USD per character', format: formatUsd },
    { title: subjectText(wait), format: value => formatMetric(unit, value) },
  );
  const which = selection.winner === undefined ? 'nearest' : 'chosen';
  return [
    { kind: 'heading', text: 'Cost against wait' },
    {
      kind: 'chart',
      lines: [
        ...lines,
        `${MARKS.answer} ${which}  ${MARKS.asIs} as it is  ${MARKS.front} no plan is better in both  ${MARKS.other} others`,
      ],
    },
  ];
}
