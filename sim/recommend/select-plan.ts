/**
 * The cheapest of many plans that keeps every rule: sequential elimination on common random numbers. It protects one
 * invariant: with the confidence that was asked, the winner keeps the rules and no plan that does is cheaper by more than the
 * tolerance, whatever the order, the threads and the number of looks.
 *
 * At each look a plan goes when a rule is surely broken, or when a plan that surely keeps all rules is surely cheaper, by the
 * paired difference; by more than the tolerance if it waits longer. It ends when one is left, or when none that is left can be
 * cheaper by more than the tolerance. Why this and not another procedure: docs/adr/0017-recommend-by-elimination.md.
 */
import type { Count, Ratio, Seconds } from '../../hub/units.ts';
import { meanOfSample } from '../measure/sample-statistics.ts';
import { differenceBounds, errorShares } from './bounds.ts';
import type { ContestTerms, Evaluate, Observation, Question } from './contest.ts';
import { judgeRule, type RuleVerdict } from './judge-rule.ts';
import { LOOK_COUNTS } from './look-counts.ts';
import { compareScores, scoreOf } from './score.ts';

/** What became of a candidate. */
export type Fate =
  | { readonly kind: 'won' }
  /** Surely breaks a rule, by its index. */
  | { readonly kind: 'breaks'; readonly rule: Count }
  /** Finished nothing in some replication, so it has no price. */
  | { readonly kind: 'priceless' }
  /** Surely dearer than a plan that keeps the rules. */
  | { readonly kind: 'dearer'; readonly than: Count }
  /** Keeps the rules for about the winner's price. */
  | { readonly kind: 'close' }
  /** Neither surely kept nor surely broken when the search ended, by the rule's index. */
  | { readonly kind: 'unclear'; readonly rule: Count };

export type Selection = {
  /** Undefined when no plan surely keeps the rules. */
  readonly winner: Count | undefined;
  readonly fates: readonly Fate[];
  /** By candidate, replication by replication from the first that the choice used. */
  readonly observations: readonly (readonly Observation[])[];
  /** Of the winner's cost: no plan that was tried is cheaper by more, at the confidence asked. Null without a winner. */
  readonly lossRatioMax: Ratio | null;
  readonly stoppedBy: 'alone' | 'close' | 'budget';
  readonly replicationCount: Count;
};

type Entry = {
  readonly number: Count;
  readonly observations: Observation[];
  /** Filled at each look; what was sure once stays so. */
  readonly verdicts: RuleVerdict[];
  fate: Fate | undefined;
};

export type SelectOptions = {
  /** After each look: who leads, and how many are left. */
  readonly onLook?: (told: { readonly leader: Count | undefined; readonly leftCount: Count }) => void;
  /** How much a candidate differs from what there is; among equals the one that differs least wins. */
  readonly changeCountOf?: (candidate: Count) => Count;
};

/**
 * Of the plans that are known to be cheapest within the tolerance, that with the shortest wait wins, and of those that wait
 * about as long (within the tolerance, too) that which changes least.
 *
 * @param candidateCount at least one
 * @returns a winner only if it surely keeps every rule; O(candidates^2 x replications) per look beside the replications
 */
export async function selectPlan(
  candidateCount: Count,
  terms: ContestTerms,
  evaluate: Evaluate,
  { onLook, changeCountOf = () => 0 }: SelectOptions = {},
): Promise<Selection> {
  const entries = Array.from(
    { length: candidateCount },
    (_, number): Entry => ({
      number,
      observations: [],
      verdicts: terms.rules.map(() => 'unclear'),
      fate: undefined,
    }),
  );
  const shares = errorShares(terms.confidence, {
    candidateCount,
    ruleCount: terms.rules.length,
    lookCount: LOOK_COUNTS.length,
  });
  let replicationCount = 0;
  let standing: Standing = { leaders: [], leftCount: candidateCount };
  let stoppedBy: Selection['stoppedBy'] = 'budget';
  for (const lookCount of LOOK_COUNTS) {
    // 1. As many replications for each that is left as this look asks for; where that is too much, for the most promising.
    const left = entries.filter(({ fate }) => fate === undefined);
    const roomCount = terms.replicationCountMax - replicationCount;
    const questions = questionsFor(left, lookCount, terms).slice(0, roomCount);
    if (questions.length === 0) break;
    replicationCount += questions.length;
    for (const [index, observation] of (await evaluate(questions)).entries()) {
      entries[questions[index]!.candidate]!.observations.push(observation);
    }
    // 2. Who must go, who leads, and how far off the truth that can be.
    standing = look(left, terms, shares);
    const [leader] = standing.leaders;
    onLook?.({ leader: leader?.entry.number, leftCount: standing.leftCount });
    if (standing.leftCount === 0 || (leader !== undefined && standing.leftCount === 1)) {
      stoppedBy = 'alone';
      break;
    }
    if (leader !== undefined && leader.lossRatioMax <= terms.toleranceRatio) {
      stoppedBy = 'close';
      break;
    }
  }
  const winner = preferred(standing.leaders, terms.toleranceRatio, changeCountOf);
  return {
    winner: winner?.entry.number,
    fates: entries.map(entry => entry.fate ?? lastFate(entry, winner?.entry.number)),
    observations: entries.map(({ observations }) => observations),
    lossRatioMax: winner?.lossRatioMax ?? null,
    stoppedBy,
    replicationCount,
  };
}

/** A candidate that is still in, with its costs as a sample. */
type Runner = {
  readonly entry: Entry;
  readonly costs: readonly number[];
  readonly mean: number;
  /** Mean; infinite when some replication saw no wait. */
  readonly waitSeconds: Seconds;
};
/** One that surely keeps the rules, and by how much of its cost another may still be cheaper. */
type Leader = Runner & { readonly lossRatioMax: Ratio };

/** The most promising first, so that those at the end go without if there is not enough for all. */
function questionsFor(left: readonly Entry[], lookCount: Count, terms: ContestTerms): readonly Question[] {
  const scores = new Map(left.map(entry => [entry, scoreOf(entry.observations, terms.rules)]));
  const byPromise =
    left[0]?.observations.length === 0 ? left : left.toSorted((a, b) => compareScores(scores.get(a)!, scores.get(b)!));
  return byPromise.flatMap(({ number, observations }) =>
    Array.from({ length: Math.max(0, lookCount - observations.length) }, (_, more) => ({
      candidate: number,
      replication: terms.firstReplication + observations.length + more,
    })),
  );
}

type Standing = {
  /** The cheapest first. */
  readonly leaders: readonly Leader[];
  readonly leftCount: Count;
};

function look(left: readonly Entry[], terms: ContestTerms, shares: ReturnType<typeof errorShares>): Standing {
  const { rules, toleranceRatio } = terms;
  // 1. Rules.
  for (const entry of left) {
    for (const [index, rule] of rules.entries()) {
      if (entry.verdicts[index] === 'kept' && rule.statistic !== 'max') continue;
      const values = entry.observations.map(({ checks }) => checks[index] ?? null);
      entry.verdicts[index] = judgeRule(rule, values, shares.rule);
    }
    const broken = entry.verdicts.indexOf('broken');
    if (entry.observations.some(({ costUsd }) => costUsd === null)) entry.fate = { kind: 'priceless' };
    else if (broken !== -1) entry.fate = { kind: 'breaks', rule: broken };
  }
  const runners = left
    .filter(({ fate }) => fate === undefined)
    .map(runnerOf)
    .toSorted((a, b) => a.mean - b.mean);
  // 2. Prices: only a plan that surely keeps the rules can throw out another.
  const keepers = runners.filter(({ entry }) => entry.verdicts.every(verdict => verdict === 'kept'));
  for (const runner of runners) {
    const cheaper = keepers.find(({ costs, mean, waitSeconds }) => {
      if (mean >= runner.mean) return false;
      const allowed = waitSeconds <= runner.waitSeconds ? 0 : toleranceRatio * mean;
      return differenceBounds(runner.costs, costs, shares.pair).low > allowed;
    });
    if (cheaper !== undefined) runner.entry.fate = { kind: 'dearer', than: cheaper.entry.number };
  }
  // 3. Who leads, and what could still be better.
  const stillIn = runners.filter(({ entry }) => entry.fate === undefined);
  const leaders = keepers
    .filter(({ entry }) => entry.fate === undefined)
    .map(keeper => ({ ...keeper, lossRatioMax: lossRatioMax(keeper, stillIn, shares.pair) }));
  return { leaders, leftCount: stillIn.length };
}

function lossRatioMax(keeper: Runner, all: readonly Runner[], errorRatio: Ratio): Ratio {
  const losses = all
    .filter(({ entry }) => entry !== keeper.entry)
    .map(({ costs }) => differenceBounds(keeper.costs, costs, errorRatio).high / keeper.mean);
  return Math.max(0, ...losses);
}

/** The cheapest, unless others are known to be as good within the tolerance. */
function preferred(
  leaders: readonly Leader[],
  toleranceRatio: Ratio,
  changeCountOf: (candidate: Count) => Count,
): Leader | undefined {
  const asCheap = leaders.filter((leader, place) => place === 0 || leader.lossRatioMax <= toleranceRatio);
  const waits = asCheap.map(({ waitSeconds }) => waitSeconds);
  const shortest = Math.min(...waits);
  const asFast = asCheap.filter((_, index) => !(waits[index]! > shortest * (1 + toleranceRatio)));
  return asFast.toSorted((a, b) => changeCountOf(a.entry.number) - changeCountOf(b.entry.number))[0];
}

function runnerOf(entry: Entry): Runner {
  const costs = entry.observations.map(({ costUsd }) => costUsd!);
  const waits = entry.observations.map(({ waitSeconds }) => waitSeconds ?? Number.POSITIVE_INFINITY);
  return { entry, costs, mean: meanOfSample(costs), waitSeconds: meanOfSample(waits) };
}

function lastFate({ number, verdicts }: Entry, winner: Count | undefined): Fate {
  if (number === winner) return { kind: 'won' };
  const unclear = verdicts.indexOf('unclear');
  return unclear === -1 ? { kind: 'close' } : { kind: 'unclear', rule: unclear };
}
