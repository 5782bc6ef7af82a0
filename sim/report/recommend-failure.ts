import { type RuleReach, ruleReaches } from '../recommend/explain.ts';
import { formatMetric, unitOf } from './format-metric.ts';
import { formatCount } from './format-quantity.ts';
import type { RecommendReport } from './recommend-report.ts';

/** Why there is no answer: which rule binds, and how near the plans come. */
export function failureLines({ recommendation, rules }: RecommendReport): readonly string[] {
  const { selection, candidates } = recommendation;
  const count = formatCount(candidates.length);
  const unclearCount = selection.fates.filter(({ kind }) => kind === 'unclear').length;
  const headline =
    unclearCount === 0
      ? `none of the ${count} plans that were tried keeps every rule`
      : `none of the ${count} plans surely keeps every rule, and ${formatCount(unclearCount)} may: a larger --budget tells`;
  const reaches = ruleReaches(recommendation, rules);
  const binding = reaches.filter(({ keptCount }) => keptCount === 0);
  if (binding.length > 0) return [headline, ...binding.map(reach => `${reach.rule.text} binds: ${reachText(reach)}`)];
  const kept = reaches.map(({ rule, keptCount }) => `${formatCount(keptCount)} keep ${rule.text}`);
  return [headline, ...(rules.length === 1 ? [] : [`each rule can be kept, but not all together: ${kept.join(', ')}`])];
}

function reachText({ rule, best }: RuleReach): string {
  if (best === null) return 'no plan has it in every replication';
  return `the best plan for it reaches ${formatMetric(unitOf(rule.metric), best)}`;
}
