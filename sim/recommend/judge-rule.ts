import { keepsThreshold } from '../../hub/gate/keeps-threshold.ts';
import type { Ratio } from '../../hub/units.ts';
import { boundsOf } from './bounds.ts';
import type { Rule } from './contest.ts';

export type RuleVerdict = 'kept' | 'broken' | 'unclear';

/**
 * Whether a plan keeps a rule, by the bound of its mean over replications; `max` is about the worst of them, as in a gate. What a
 * replication did not observe is broken: those that finish nothing may not make the others look good.
 *
 * @param values one per replication, at least two
 * @param errorRatio of being wrong, either way
 */
export function judgeRule(rule: Rule, values: readonly (number | null)[], errorRatio: Ratio): RuleVerdict {
  const seen = values.filter(value => value !== null);
  if (seen.length < values.length) return 'broken';
  if (rule.statistic === 'max') return seen.every(value => keepsThreshold(rule, value)) ? 'kept' : 'broken';
  const { low, high } = boundsOf(seen, errorRatio);
  const keptCount = [low, high].filter(bound => keepsThreshold(rule, bound)).length;
  return keptCount === 2 ? 'kept' : keptCount === 0 ? 'broken' : 'unclear';
}
