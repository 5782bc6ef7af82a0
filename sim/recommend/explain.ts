/** Why the winner won and the losers lost, as data. */
import { keepsThreshold } from '../../hub/gate/keeps-threshold.ts';
import type { Threshold } from '../../hub/gate/parse-threshold.ts';
import type { Count, Ratio } from '../../hub/units.ts';
import { meanOfSample } from '../measure/sample-statistics.ts';
import type { FrontPoint } from './pareto-front.ts';
import { type Recommendation, TOLERANCE_RATIO } from './recommend.ts';
import type { Fate } from './select-plan.ts';

/** Candidates with one fate; the smallest and the largest of what decided. */
export type LoserGroup =
  | {
      readonly kind: 'breaks' | 'unclear';
      readonly count: Count;
      /** In the unit of the rule's metric: means of the candidate that is nearest to its limit, and of the farthest. */
      readonly rule: Threshold;
      readonly nearest: number | null;
      readonly farthest: number | null;
    }
  /** By how much of the winner's cost. */
  | { readonly kind: 'dearer' | 'close'; readonly count: Count; readonly least: Ratio; readonly most: Ratio }
  | { readonly kind: 'priceless'; readonly count: Count };

/** How far the plans that were tried come with a rule. */
export type RuleReach = {
  readonly rule: Threshold;
  /** Whose mean keeps it. */
  readonly keptCount: Count;
  /** The best mean of all, in the unit of the metric; null where none observed it throughout. */
  readonly best: number | null;
};

type Known = Pick<Recommendation, 'selection' | 'answer'>;

/** Means of every candidate that has a price and a wait. */
export function pointsOf({ selection }: Pick<Recommendation, 'selection'>): readonly FrontPoint[] {
  return selection.observations.flatMap((own, candidate) => {
    const costs = own.map(({ costUsd }) => costUsd);
    const waits = own.map(({ waitSeconds }) => waitSeconds);
    if (own.length === 0 || !isComplete(costs) || !isComplete(waits)) return [];
    return [{ candidate, costUsd: meanOfSample(costs), waitSeconds: meanOfSample(waits) }];
  });
}

/** All but the winner, in the order in which a person would ask. */
export function loserGroups(known: Known, rules: readonly Threshold[]): readonly LoserGroup[] {
  const { fates } = known.selection;
  const of = (is: (fate: Fate, number: Count) => boolean) =>
    fates.flatMap((fate, number) => (is(fate, number) ? [number] : []));
  /** What lost to a cheaper plan that was passed over for its longer wait is not dearer than the winner to speak of. */
  const isClose = (fate: Fate, number: Count) =>
    fate.kind === 'close' || (fate.kind === 'dearer' && costRatio(known, number) <= TOLERANCE_RATIO);
  const ruleGroups = (kind: 'breaks' | 'unclear') =>
    rules.flatMap((rule, index) => {
      const numbers = of(fate => fate.kind === kind && fate.rule === index);
      return numbers.length === 0 ? [] : [ruleGroup(kind, rule, index, numbers, known)];
    });
  const priceGroup = (kind: 'dearer' | 'close') => {
    const numbers = of((fate, number) =>
      kind === 'close' ? isClose(fate, number) : fate.kind === 'dearer' && !isClose(fate, number),
    );
    const ratios = numbers.map(number => costRatio(known, number)).toSorted((a, b) => a - b);
    return numbers.length === 0 ? [] : [{ kind, count: numbers.length, least: ratios[0]!, most: ratios.at(-1)! }];
  };
  const pricelessCount = of(fate => fate.kind === 'priceless').length;
  return [
    ...ruleGroups('breaks'),
    ...(pricelessCount === 0 ? [] : [{ kind: 'priceless' as const, count: pricelessCount }]),
    ...priceGroup('dearer'),
    ...priceGroup('close'),
    ...ruleGroups('unclear'),
  ];
}

/** Which rule binds: one that nobody keeps, or several that nobody keeps together. */
export function ruleReaches(
  { selection }: Pick<Recommendation, 'selection'>,
  rules: readonly Threshold[],
): readonly RuleReach[] {
  return rules.map((rule, index) => {
    const means = selection.observations.flatMap(own => meanCheck(own, index) ?? []);
    const isLower = rule.operator === '<' || rule.operator === '<=';
    const best = means.length === 0 ? null : isLower ? Math.min(...means) : Math.max(...means);
    return { rule, keptCount: means.filter(value => keepsThreshold(rule, value)).length, best };
  });
}

function ruleGroup(kind: 'breaks' | 'unclear', rule: Threshold, index: Count, numbers: readonly Count[], known: Known) {
  const values = numbers.flatMap(number => meanCheck(known.selection.observations[number]!, index) ?? []);
  const sorted = values.toSorted((a, b) => Math.abs(a - rule.limit) - Math.abs(b - rule.limit));
  return { kind, rule, count: numbers.length, nearest: sorted[0] ?? null, farthest: sorted.at(-1) ?? null };
}

/** Undefined where some replication observed nothing. */
function meanCheck(own: Observations, index: Count): number | undefined {
  const seen = own.map(({ checks }) => checks[index] ?? null);
  return isComplete(seen) && seen.length > 0 ? meanOfSample(seen) : undefined;
}

/** Cost of a candidate over that of the answer, less 1, on the replications that both have. */
function costRatio({ selection, answer }: Known, number: Count): Ratio {
  const [own, best] = pairsOf(selection.observations[number]!, selection.observations[answer]!, 'costUsd');
  return meanOfSample(own) / meanOfSample(best) - 1;
}

type Observations = Recommendation['selection']['observations'][number];

function pairsOf(left: Observations, right: Observations, of: 'costUsd' | 'waitSeconds'): [number[], number[]] {
  const pairs = left.flatMap((observation, index): [number, number][] => {
    const [a, b] = [observation[of], right[index]?.[of] ?? null];
    return a === null || b === null ? [] : [[a, b]];
  });
  return [pairs.map(([a]) => a), pairs.map(([, b]) => b)];
}

const isComplete = (values: readonly (number | null)[]): values is readonly number[] => !values.includes(null);
