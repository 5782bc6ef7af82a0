import type { Count } from '../../hub/units.ts';
import type { Rule } from './contest.ts';
import { compareScores, scoreOf } from './score.ts';
import type { Selection } from './select-plan.ts';

/** The candidate that misses the rules by least, and among equals the cheapest. */
export function nearestPlan({ observations }: Pick<Selection, 'observations'>, rules: readonly Rule[]): Count {
  const scores = observations.map(own => scoreOf(own, rules));
  return scores.reduce((best, score, number) => (compareScores(score, scores[best]!) < 0 ? number : best), 0);
}
