/**
 * From what is free about a plan to the plan that should be deployed: find candidates, choose among them, and play the chosen one
 * and the plan as it is again, with replications that had no part in the choice, for figures that can be quoted.
 */
import type { Threshold } from '../../hub/gate/parse-threshold.ts';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import type { PlanSources } from '../../hub/plan/parse-stack-config.ts';
import type { Count, Ratio } from '../../hub/units.ts';
import type { ReplicationSummary } from '../study/replication-summary.ts';
import { type CandidatePool, createPool } from './candidate-pool.ts';
import type { Observation, Question } from './contest.ts';
import type { FreeParameter } from './free-parameter.ts';
import { nearestPlan } from './nearest-plan.ts';
import { observe, waitSubject } from './observe.ts';
import { searchPlans } from './search-plans.ts';
import { type Selection, selectPlan } from './select-plan.ts';

export type RecommendTerms = {
  readonly rules: readonly Threshold[];
  readonly confidence: Ratio;
  /** Of all replications, those for figures included; BUDGET_MIN at least. */
  readonly budgetCount: Count;
  readonly seed: number;
};

export type Recommendation = {
  readonly parameters: readonly FreeParameter[];
  readonly candidates: CandidatePool['candidates'];
  readonly refusals: CandidatePool['refusals'];
  readonly selection: Selection;
  /** The winner, or without one the plan that misses the rules by least. */
  readonly answer: Count;
  /** Replications 0, 1, ... of the answer and of the plan as it is, which is candidate 0. */
  readonly quotes: { readonly answer: readonly ReplicationSummary[]; readonly asIs: readonly ReplicationSummary[] };
  readonly takenBack: readonly TakenBack[];
  readonly replicationCounts: { readonly search: Count; readonly selection: Count; readonly figures: Count };
};

/** The answer with one of its changes taken back. */
export type TakenBack = {
  readonly parameter: Count;
  /** Replications 0, 1, ...; undefined when the rest of the changes makes no plan without this one. */
  readonly summaries: readonly ReplicationSummary[] | undefined;
};

export type RecommendOptions = {
  /** Summaries in the order of the questions. */
  readonly play: (pool: CandidatePool, questions: readonly Question[]) => Promise<readonly ReplicationSummary[]>;
  /** After each step: what is known so far. */
  readonly onNews?: (news: RecommendNews, pool: CandidatePool) => void;
};

/** How far it is: candidates found, and once the choice has begun, those that are left and who leads. */
export type RecommendNews = {
  readonly candidateCount: Count;
  readonly choice: { readonly leftCount: Count; readonly leader: Count | undefined } | undefined;
};

/** For figures to be quoted: one run in thirty meets a shortage, and fewer runs would often miss it. */
export const QUOTE_COUNT = 30;
/** For what one change is worth: paired with the answer's, ten tell a percent. */
const TAKEN_BACK_COUNT = 10;
const SEARCH_COUNT = 2;
/** A candidate for every ten replications: two to be found, five for its first look, and three for those that stay. */
const BUDGET_PER_CANDIDATE = 10;
/** Of a budget, for figures. */
const FIGURES_RATIO_MAX = 0.3;
/** Two figures, and as many candidates as a choice should have. */
export const BUDGET_MIN = 200;
/** Cheaper by less than this is not worth a replication. Own choice, as is the 1 % that a study stops at. */
export const TOLERANCE_RATIO = 0.01;

/**
 * Figures use replications 0..29, as `asset-sim run --replications 30` does, so that anyone can check them; the search the two
 * that follow, and the choice those after.
 */
export async function recommend(
  base: { readonly plan: HubPlan; readonly sources: PlanSources },
  parameters: readonly FreeParameter[],
  terms: RecommendTerms,
  { play, onNews = () => {} }: RecommendOptions,
): Promise<Recommendation> {
  const { rules, seed } = terms;
  const pool = createPool(base, parameters);
  const wait = waitSubject(rules);
  const ask = async (questions: readonly Question[]): Promise<readonly Observation[]> =>
    (await play(pool, questions)).map(summary => observe(summary, rules, wait));
  // 1. Find.
  const searchCount = await searchPlans(
    {
      sizes: parameters.map(({ choices }) => choices.length),
      rules,
      candidateCountMax: Math.floor(terms.budgetCount / BUDGET_PER_CANDIDATE),
      replicationCount: SEARCH_COUNT,
      seed,
    },
    pool.open,
    async questions => {
      const observations = await ask(questions.map(question => later(question, QUOTE_COUNT)));
      onNews({ candidateCount: pool.candidates.length, choice: undefined }, pool);
      return observations;
    },
  );
  // 2. Choose.
  const candidateCount = pool.candidates.length;
  const refusals = pool.refusals;
  const figuresCountMax = figureCount(parameters.length, terms.budgetCount);
  const selection = await selectPlan(
    candidateCount,
    {
      rules,
      confidence: terms.confidence,
      toleranceRatio: TOLERANCE_RATIO,
      replicationCountMax: terms.budgetCount - searchCount - figuresCountMax,
      firstReplication: QUOTE_COUNT + SEARCH_COUNT,
    },
    ask,
    {
      onLook: choice => onNews({ candidateCount, choice }, pool),
      changeCountOf: candidate => pool.candidates[candidate]!.changes.length,
    },
  );
  // 3. Figures.
  const answer = selection.winner ?? nearestPlan(selection, rules);
  const own = pool.candidates[answer]!.choices;
  const changed = own.flatMap((choice, parameter) => (choice === 0 ? [] : [parameter]));
  const restCount = terms.budgetCount - searchCount - selection.replicationCount - 2 * QUOTE_COUNT;
  const without = changed
    .map(parameter => ({ parameter, candidate: pool.open(own.with(parameter, 0)) }))
    // What says something about a fleet that is gone changes nothing.
    .filter(({ candidate }) => candidate !== answer)
    .slice(0, Math.max(0, Math.floor(restCount / TAKEN_BACK_COUNT)));
  const runs = [
    ...[...new Set([answer, 0])].flatMap(candidate => firstOf(candidate, QUOTE_COUNT)),
    ...without.flatMap(({ candidate }) => (candidate === undefined ? [] : firstOf(candidate, TAKEN_BACK_COUNT))),
  ];
  const questions = uniqueQuestions(runs);
  const summaries = await play(pool, questions);
  const of = (candidate: Count) => summaries.filter((_, index) => questions[index]!.candidate === candidate);
  return {
    parameters,
    candidates: pool.candidates.slice(0, candidateCount),
    refusals,
    selection,
    answer,
    quotes: { answer: of(answer), asIs: of(0) },
    takenBack: without.map(({ parameter, candidate }) => ({
      parameter,
      summaries: candidate === undefined ? undefined : of(candidate).slice(0, TAKEN_BACK_COUNT),
    })),
    replicationCounts: { search: searchCount, selection: selection.replicationCount, figures: summaries.length },
  };
}

/** What the figures may take: two plans, and one more for each change, as far as that is not most of a small budget. */
function figureCount(parameterCount: Count, budgetCount: Count): Count {
  return Math.min(2 * QUOTE_COUNT + parameterCount * TAKEN_BACK_COUNT, Math.floor(budgetCount * FIGURES_RATIO_MAX));
}

const firstOf = (candidate: Count, count: Count): readonly Question[] =>
  Array.from({ length: count }, (_, replication) => ({ candidate, replication }));

function uniqueQuestions(questions: readonly Question[]): readonly Question[] {
  return [...new Map(questions.map(each => [`${each.candidate} ${each.replication}`, each])).values()];
}

const later = ({ candidate, replication }: Question, by: Count): Question => ({
  candidate,
  replication: replication + by,
});
