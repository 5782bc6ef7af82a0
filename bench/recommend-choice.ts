/**
 * How often `recommend` is right where the truth is known: 24 plans of the prod stack, 10,000 users. Each plan is played so long
 * that its mean is as good as true; a trial then draws replications from that long run, the same ones for every plan. Beside
 * our elimination stands the procedure of Kim and Nelson (2001), and playing every plan equally often.
 */
import { parseThreshold } from '../hub/gate/parse-threshold.ts';
import { parseStackConfig } from '../hub/plan/parse-stack-config.ts';
import type { Count } from '../hub/units.ts';
import { createSubstream } from '../sim/engine/substream.ts';
import { createPool } from '../sim/recommend/candidate-pool.ts';
import type { Observation } from '../sim/recommend/contest.ts';
import { settingParameter } from '../sim/recommend/free-parameter.ts';
import { observe, waitSubject } from '../sim/recommend/observe.ts';
import { selectPlan } from '../sim/recommend/select-plan.ts';
import { defaultScenario } from '../sim/scenario/default-scenario.ts';
import { playMany } from '../sim/study/play-many.ts';
import { withCrew } from '../sim/study/replicate-crew.ts';
import { stackText } from '../test/kit/stack-plan.ts';
import type { Benchmark, Measurement } from './benchmark.ts';
import { kimNelson } from './kim-nelson.ts';

const TRIAL_COUNT = 100;
const CONFIDENCE = 0.95;
const TOLERANCE_RATIO = 0.01;
const BUDGET_COUNT = 2000;

export const recommendChoice: Benchmark = {
  name: 'recommend-choice',
  async run({ isQuick }): Promise<Measurement[]> {
    const rules = [ruleOf('p95(turnaround_seconds)<9000')];
    const plans = twentyFourPlans();
    const longCount = isQuick ? 20 : 200;
    const byPlan = await longRuns(plans, rules, longCount);
    const truth = byPlan.map(own => ({
      cost: mean(own.map(({ costUsd }) => costUsd!)),
      wait: mean(own.map(({ waitSeconds }) => waitSeconds!)),
    }));
    const row = (metric: string, value: number, unit: string) => ({
      benchmark: 'recommend-choice',
      metric,
      value,
      unit,
    });
    /** The share of a hundred that is within 1 % of the best that keeps these rules, and what one choice took. */
    async function trials(
      what: string,
      ruled: typeof rules,
      choose: (draw: Draw) => Promise<Chosen>,
    ): Promise<Measurement[]> {
      const keeps = (plan: Count) => ruled.every(({ limit }) => truth[plan]!.wait < limit);
      const best = Math.min(...truth.filter((_, plan) => keeps(plan)).map(({ cost }) => cost));
      let [goodCount, usedCount] = [0, 0];
      for (let trial = 0; trial < TRIAL_COUNT; trial += 1) {
        const { winner, replicationCount } = await choose(drawFrom(byPlan, trial, longCount));
        const isGood = winner !== undefined && keeps(winner) && truth[winner]!.cost <= best * (1 + TOLERANCE_RATIO);
        goodCount += isGood ? 1 : 0;
        usedCount += replicationCount;
      }
      return [
        row(`${what}, within 1 %`, goodCount, 'of 100'),
        row(`${what}, replications`, usedCount / TRIAL_COUNT, ''),
      ];
    }
    const ours = (ruled: typeof rules) => (draw: Draw) =>
      selectPlan(
        plans.length,
        {
          rules: ruled,
          confidence: CONFIDENCE,
          toleranceRatio: TOLERANCE_RATIO,
          replicationCountMax: BUDGET_COUNT,
          firstReplication: 0,
        },
        async questions => questions.map(({ candidate, replication }) => draw(candidate, replication)),
      );
    // Kim and Nelson's procedure knows no rules, so it is compared without.
    const cheapest = Math.min(...truth.map(({ cost }) => cost));
    const kimAndNelson = (firstCount: Count) => async (draw: Draw) =>
      kimNelson(
        plans.length,
        { errorRatio: 1 - CONFIDENCE, difference: TOLERANCE_RATIO * cheapest, firstCount },
        (plan, replication) => draw(plan, replication).costUsd!,
      );
    return [
      row('plans', plans.length, ''),
      ...(await trials('with a rule', rules, ours(rules))),
      ...(await trials('without', [], ours([]))),
      ...(await trials('Kim-Nelson, first 5', [], kimAndNelson(5))),
      ...(await trials('Kim-Nelson, first 10', [], kimAndNelson(10))),
    ];
  },
};

type Draw = ReturnType<typeof drawFrom>;
type Chosen = { readonly winner: Count | undefined; readonly replicationCount: Count };

function ruleOf(text: string) {
  const parsed = parseThreshold(text);
  if (parsed.kind === 'problem') throw new Error(parsed.message);
  return parsed.threshold;
}

function twentyFourPlans() {
  const parsed = parseStackConfig({ text: stackText('prod'), file: 'Pulumi.prod.yaml', stack: 'prod' });
  if (parsed.kind === 'problems') throw new Error(parsed.problems[0]!.message);
  const pool = createPool(parsed, [
    settingParameter('fleets.rigging.burst.maxCount', [60, 80, 110]),
    settingParameter('fleets.rigging.burst.instanceTypes', [['g6.xlarge'], ['g4dn.xlarge']]),
    settingParameter('fleets.generation.burst.maxCount', [60]),
  ]);
  for (const cap of [0, 1, 2, 3])
    for (const types of [0, 1, 2]) for (const other of [0, 1]) pool.open([cap, types, other]);
  return pool.candidates.map(({ plan }) => plan);
}

async function longRuns(
  plans: ReturnType<typeof twentyFourPlans>,
  rules: readonly ReturnType<typeof ruleOf>[],
  count: Count,
) {
  const scenario = defaultScenario(10_000);
  const { arrivals } = scenario;
  const inputs = plans.map(plan => ({ plan, scenario, arrivals: arrivals as never, seed: 1 }));
  const runs = plans.flatMap((_, input) =>
    Array.from({ length: count }, (_none, replication) => ({ input, replication })),
  );
  const summaries = await withCrew(1, crew => playMany(inputs, runs, { crew }));
  const wait = waitSubject(rules);
  const observations = summaries.map(summary => observe(summary, rules, wait));
  return plans.map((_, plan) => observations.slice(plan * count, (plan + 1) * count));
}

/** Replication r of a trial is one of the long run's, the same for all plans. */
function drawFrom(byPlan: readonly (readonly Observation[])[], trial: number, longCount: Count) {
  return (candidate: Count, replication: number): Observation =>
    byPlan[candidate]![createSubstream(trial, replication, 'draw', 0).integer(longCount)]!;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
