/** Why the others lost: by what decided, the many in few lines. */
import { assertNever } from '../../hub/assert-never.ts';
import { type LoserGroup, loserGroups } from '../recommend/explain.ts';
import type { Block } from './block.ts';
import { formatChangeRatio, formatMetric, unitOf } from './format-metric.ts';
import { formatCount } from './format-quantity.ts';
import type { RecommendReport } from './recommend-report.ts';

const REFUSAL_COUNT_MAX = 5;

export function loserBlocks({ recommendation, rules }: RecommendReport): readonly Block[] {
  const groups = loserGroups(recommendation, rules).map(groupText);
  const refusals = recommendation.refusals
    .slice(0, REFUSAL_COUNT_MAX)
    .map(({ count, problem }) => `${formatCount(count)} could not be had, as: ${problem.path} ${problem.message}`);
  const lines = [...groups, ...refusals];
  if (lines.length === 0) return [];
  return [
    { kind: 'heading', text: recommendation.selection.winner === undefined ? 'Why they lost' : 'Why the others lost' },
    { kind: 'lines', lines },
  ];
}

function groupText(group: LoserGroup): string {
  const count = formatCount(group.count);
  switch (group.kind) {
    case 'breaks':
      return `${count} break ${group.rule.text}${span(group)}`;
    case 'unclear':
      return `${count} cannot be told from the limit of ${group.rule.text}${span(group)}`;
    case 'dearer':
      return `${count} dearer than the chosen one, by ${rangeText(group)}`;
    case 'close':
      return `${count} about as dear (${rangeText(group)}), but waiting longer or changing more`;
    case 'priceless':
      return `${count} finished no character in some replication`;
    default:
      return assertNever(group);
  }
}

function rangeText({ least, most }: { readonly least: number; readonly most: number }): string {
  const [from, to] = [least, most].map(ratio => formatChangeRatio(1, 1 + ratio));
  return from === to ? from! : `${from} to ${to}`;
}

function span({ rule, nearest, farthest }: Extract<LoserGroup, { readonly rule: unknown }>): string {
  if (nearest === null || farthest === null) return '';
  const unit = unitOf(rule.metric);
  return `: ${formatMetric(unit, nearest)} at best, ${formatMetric(unit, farthest)} at worst`;
}
