/**
 * What the plan about to be deployed will cost and how long its players will wait: the simulator, asked from inside the
 * program. Everything it returns is a plain number, never an output, so that a preview shows it and a policy can read it.
 */
import { parseThreshold } from '../../hub/gate/parse-threshold.ts';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import type { Count, Ratio, Seconds, Usd } from '../../hub/units.ts';
import { judgeThreshold, type Verdict } from '../../sim/gate/judge-threshold.ts';
import { metricKey } from '../../sim/measure/metric-key.ts';
import type { SimulationInput } from '../../sim/model/simulation-input.ts';
import { defaultScenario, SEED_DEFAULT } from '../../sim/scenario/default-scenario.ts';
import { runStudy } from '../../sim/study/replicate.ts';
import type { StudyResult } from '../../sim/study/study-result.ts';

export type PredictedVerdict = {
  /** As it stands in the stack file. */
  readonly threshold: string;
  /** In the metric's unit; null when nothing was observed. */
  readonly value: number | null;
  readonly outcome: Verdict['outcome'];
};

/** As metrics name them. */
export type PredictedMarket = 'on-demand' | 'spot';

export type Prediction = {
  /** The crowd it is about: they come within a minute. */
  readonly users: Count;
  readonly replications: Count;
  readonly seed: number;
  /** Null when no character was finished. */
  readonly costUsdPerCharacter: Usd | null;
  /** 95 % interval over replications; null when fewer than two finished a character. */
  readonly costUsdPerCharacterInterval: readonly [low: Usd, high: Usd] | null;
  /** By queue; null where nobody got a worker. */
  readonly waitSecondsP95: Readonly<Record<string, Seconds | null>>;
  readonly turnaroundSecondsP95: Seconds | null;
  /** Share of jobs that waited for an instance to start. */
  readonly coldStartRatio: Ratio | null;
  /** Most instances billed at one time, over all fleets; the mean of the replications. */
  readonly instancesPeak: Readonly<Record<PredictedMarket, number | null>>;
  readonly verdicts: readonly PredictedVerdict[];
};

/**
 * Plays the crowd of `gate.users` on the plan: the least replications that `asset-sim run` would take with the same seed, so
 * that both say the same where that is precise enough. On one thread: ten replications are over before a worker has loaded
 * and compiled what this thread has too. Tried for prod on 2 busy cores: 0.9-1.0 s of CPU and 1.3-1.4 s alone, 1.6-2.1 s and
 * 2.1-2.5 s with a worker.
 *
 * @example (await predict(plan)).costUsdPerCharacter   // 0.0123
 */
export async function predict(plan: HubPlan): Promise<Prediction> {
  const result = await runStudy(studyOf(plan));
  const { cost_usd_per_character: cost, cold_start_ratio: coldStart } = result.scalars;
  return {
    users: plan.gate.users,
    replications: result.replications,
    seed: result.seed,
    costUsdPerCharacter: cost?.mean ?? null,
    costUsdPerCharacterInterval: cost?.ci95 ?? null,
    waitSecondsP95: Object.fromEntries(plan.queues.map(({ name }) => [name, waitOf(result, name)])),
    turnaroundSecondsP95: result.samples.turnaround_seconds?.p95 ?? null,
    coldStartRatio: coldStart?.mean ?? null,
    instancesPeak: { 'on-demand': peakOf(result, 'on-demand'), spot: peakOf(result, 'spot') },
    verdicts: plan.gate.thresholds.map(text => foretold(result, text)),
  };
}

function studyOf(plan: HubPlan): SimulationInput {
  const scenario = defaultScenario(plan.gate.users);
  const { min } = scenario.replications;
  return {
    plan,
    scenario: { ...scenario, replications: { ...scenario.replications, max: min } },
    arrivals: scenario.arrivals.filter(source => source.kind !== 'trace'),
    seed: SEED_DEFAULT,
  };
}

const waitOf = (result: StudyResult, queue: string): Seconds | null =>
  result.samples[metricKey('queue_wait_seconds', 'queue', queue)]?.p95 ?? null;

const peakOf = (result: StudyResult, market: PredictedMarket): number | null =>
  result.scalars[metricKey('instances_peak', 'market', market)]?.mean ?? null;

/** As `asset-sim gate` judges, with fewer replications. */
function foretold(result: StudyResult, text: string): PredictedVerdict {
  const parsed = parseThreshold(text);
  if (parsed.kind === 'problem') throw new Error(`a threshold that was checked cannot be read: ${parsed.message}`);
  const { value, outcome } = judgeThreshold(parsed.threshold, result.values);
  return { threshold: text, value, outcome };
}
