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
    const truth = byPlan.map(own => ({ cost: mean(own.map(({ costUsd }) => costUsd!)), wait: mean(own.map(({ waitSeconds }) => waitSeconds!)) }));
    const best = Math.min(...truth.filter(({ wait }) => wait < rules[0]!.limit).map(({ cost }) => cost));
    const isGood = (winner: Count | undefined) =>
      winner !== undefined && truth[winner]!.wait < rules[0]!.limit && truth[winner]!.cost <= best * (1 + TOLERANCE_RATIO);
    const row = (metric: string, value: number, unit: string) => ({ benchmark: 'recommend-choice', metric, value, unit });
    // 1. Ours, with the rule.
    let [goodCount, usedCount] = [0, 0];
    for (let trial = 0; trial < TRIAL_COUNT; trial += 1) {
      const draw = drawFrom(byPlan, trial, longCount);
      const terms = { rules, confidence: CONFIDENCE, toleranceRatio: TOLERANCE_RATIO, replicationCountMax: BUDGET_COUNT, firstReplication: 0 };
      const { winner, replicationCount } = await selectPlan(plans.length, terms, async questions =>
        questions.map(({ candidate, replication }) => draw(candidate, replication)),
      );
      goodCount += isGood(winner) ? 1 : 0;
      usedCount += replicationCount;
    }
    // 2. Kim and Nelson know nothing of rules: they choose among the plans that truly keep it, a help that we do not get.
    const keeping = truth.flatMap(({ wait }, number) => (wait < rules[0]!.limit ? [number] : []));
    const kn = (firstCount: Count) => {
      let used = 0;
      let good = 0;
      for (let trial = 0; trial < TRIAL_COUNT; trial += 1) {
        const draw = drawFrom(byPlan, trial, longCount);
        const costOf = (index: Count, replication: number) => draw(keeping[index]!, replication).costUsd!;
        const terms = { errorRatio: 1 - CONFIDENCE, difference: TOLERANCE_RATIO * best, firstCount };
        const { winner, replicationCount } = kimNelson(keeping.length, terms, costOf);
        used += replicationCount;
        good += isGood(keeping[winner]) ? 1 : 0;
      }
      return [row(`Kim-Nelson, first ${firstCount}, replications`, used / TRIAL_COUNT, ''), row(`Kim-Nelson, first ${firstCount}, within 1 %`, good, 'of 100')];
    };
    return [
      row('plans that keep the rule', keeping.length, 'of 24'),
      row('within 1 % of the best', goodCount, 'of 100'),
      row('replications', usedCount / TRIAL_COUNT, ''),
      ...kn(5),
      ...kn(10),
    ];
  },
};

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
  for (const cap of [0, 1, 2, 3]) for (const types of [0, 1, 2]) for (const other of [0, 1]) pool.open([cap, types, other]);
  return pool.candidates.map(({ plan }) => plan);
}

async function longRuns(plans: ReturnType<typeof twentyFourPlans>, rules: readonly ReturnType<typeof ruleOf>[], count: Count) {
  const scenario = defaultScenario(10_000);
  const { arrivals } = scenario;
  const inputs = plans.map(plan => ({ plan, scenario, arrivals: arrivals as never, seed: 1 }));
  const runs = plans.flatMap((_, input) => Array.from({ length: count }, (_none, replication) => ({ input, replication })));
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
