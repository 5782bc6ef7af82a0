/**
 * Finds the candidates among which a plan is then chosen: a sample of the whole space, and from the best of it one step after
 * the other. It promises nothing about what it leaves out, and what it has seen has no part in the choice.
 */
import type { Count } from '../../hub/units.ts';
import { latinSample } from '../engine/latin-sample.ts';
import type { Evaluate, Observation, Rule } from './contest.ts';
import { compareScores, type Score, scoreOf } from './score.ts';

export type SearchTerms = {
  /** Number of choices of each parameter; the first choice is the plan as it is. */
  readonly sizes: readonly Count[];
  readonly rules: readonly Rule[];
  readonly candidateCountMax: Count;
  /** Replications of each candidate, from 0 of the numbers that `evaluate` is asked for. */
  readonly replicationCount: Count;
  readonly seed: number;
};

/** The number of the candidate that choices make; undefined when they make no plan. The same plan has the same number. */
export type Open = (choices: readonly Count[]) => Count | undefined;

/** Share of the candidates that are drawn from the whole space, before the best of them are improved. Own choice. */
const SAMPLE_RATIO = 0.15;
/** Share that is kept for making the best plan simpler, at most; it needs about two for each parameter. Own choice. */
const SIMPLER_RATIO = 0.2;
/** Taking a change back may cost so much: a patch of few lines is worth that to whoever reviews it. Own choice. */
const HARMLESS_RATIO = 0.002;

type Point = { readonly choices: readonly Count[]; readonly number: Count; readonly score: Score };

/** @returns how many replications it took; the candidates are those that were opened, and the plan as it is among them */
export async function searchPlans(terms: SearchTerms, open: Open, evaluate: Evaluate): Promise<Count> {
  const { sizes, candidateCountMax } = terms;
  const points = new Map<Count, Point>();
  const explored = new Set<Count>();
  const asIs = sizes.map(() => 0);
  const keptCount = Math.min(2 * sizes.length, Math.floor(SIMPLER_RATIO * candidateCountMax));
  let roomCount = candidateCountMax - keptCount;
  let replicationCount = 0;

  /** Opens and scores those that are new, as far as there is room. */
  async function tryAll(all: readonly (readonly Count[])[]): Promise<readonly Point[]> {
    const fresh = new Map<Count, readonly Count[]>();
    for (const choices of all) {
      if (points.size + fresh.size >= roomCount) break;
      const number = open(choices);
      if (number !== undefined && !points.has(number) && !fresh.has(number)) fresh.set(number, choices);
    }
    const questions = [...fresh.keys()].flatMap(candidate =>
      Array.from({ length: terms.replicationCount }, (_, replication) => ({ candidate, replication })),
    );
    const observations = await evaluate(questions);
    replicationCount += questions.length;
    const found = [...fresh].map(([number, choices], index): Point => {
      const own: readonly Observation[] = observations.slice(
        index * terms.replicationCount,
        (index + 1) * terms.replicationCount,
      );
      return { choices, number, score: scoreOf(own, terms.rules) };
    });
    for (const point of found) points.set(point.number, point);
    return found;
  }
  /** All neighbours of a point, and then what improved together. */
  async function improveFrom(from: Point): Promise<void> {
    explored.add(from.number);
    const better = (await tryAll(neighboursOf(from.choices, sizes)))
      .filter(({ score }) => compareScores(score, from.score) < 0)
      .toSorted((a, b) => compareScores(a.score, b.score));
    await tryAll(together(from.choices, better));
  }
  /** From the best point whose neighbours are not all known to the next. */
  async function improve(): Promise<void> {
    while (points.size < roomCount) {
      const from = [...points.values()]
        .filter(({ number }) => !explored.has(number))
        .toSorted((a, b) => compareScores(a.score, b.score))[0];
      if (from === undefined) break;
      await improveFrom(from);
    }
  }
  const best = () => [...points.values()].reduce((a, b) => (compareScores(b.score, a.score) < 0 ? b : a));

  // 1. A space that is small enough is taken whole, and nothing of it needs to be known before the choice.
  if (sizes.reduce((product, size) => product * size, 1) <= candidateCountMax) {
    for (const choices of allChoices(sizes)) open(choices);
    return 0;
  }
  // 2. The plan as it is with each change by itself, and a sample of everything. Without the first, whatever of the sample keeps
  //    the rules leads the search away from plans that would keep them after one change (tried: launch day for $0.0156, not $0.0094).
  await tryAll([asIs]);
  for (const point of [...points.values()]) await improveFrom(point);
  await tryAll(latinSample(sizes, Math.ceil(SAMPLE_RATIO * candidateCountMax), terms.seed));
  // 3. Better ones, with some room left for simpler ones.
  await improve();
  // 4. The best point with what it changes to no purpose taken back.
  roomCount = candidateCountMax;
  const { choices, score } = best();
  const reverted = choices.flatMap((choice, parameter) => (choice === 0 ? [] : [choices.with(parameter, 0)]));
  await tryAll(reverted);
  const harmless = reverted
    .flatMap(each => points.get(open(each) ?? -1) ?? [])
    .filter(({ score: { missRatio } }) => missRatio <= score.missRatio)
    .filter(({ score: { costUsd } }) => costUsd <= score.costUsd * (1 + HARMLESS_RATIO))
    .toSorted((a, b) => compareScores(a.score, b.score));
  await tryAll(together(choices, harmless));
  await improve();
  return replicationCount;
}

/** Every list that differs in one place. */
function neighboursOf(choices: readonly Count[], sizes: readonly Count[]): readonly (readonly Count[])[] {
  return sizes.flatMap((size, parameter) =>
    Array.from({ length: size }, (_, choice) => choice)
      .filter(choice => choice !== choices[parameter])
      .map(choice => choices.with(parameter, choice)),
  );
}

/** The best change of each parameter, laid one over the other: two of them, three, and so on; the most first. */
function together(from: readonly Count[], better: readonly Point[]): readonly (readonly Count[])[] {
  const steps: (readonly Count[])[] = [];
  const moved = new Set<number>();
  let choices = from;
  for (const point of better) {
    const parameter = point.choices.findIndex((choice, index) => choice !== from[index]);
    if (moved.has(parameter)) continue;
    moved.add(parameter);
    choices = choices.with(parameter, point.choices[parameter]!);
    steps.push(choices);
  }
  return steps.slice(1).toReversed();
}

function* allChoices(sizes: readonly Count[]): Generator<readonly Count[]> {
  const [size, ...rest] = sizes;
  if (size === undefined) return yield [];
  for (let choice = 0; choice < size; choice += 1) {
    for (const others of allChoices(rest)) yield [choice, ...others];
  }
}
