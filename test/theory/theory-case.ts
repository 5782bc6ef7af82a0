/**
 * A textbook queue with its closed form, and how it is measured: replications of a scenario file, jobs of the warm-up
 * left out, an interval over replications with the luck of the draws regressed out.
 */
import type { Seconds } from '../../hub/units.ts';
import { meanInterval } from '../../sim/measure/interval.ts';
import { warmupDeletionCount } from '../../sim/measure/warmup-deletion.ts';
import { simulate } from '../../sim/model/simulate.ts';
import { inputFrom } from '../kit/simulate-text.ts';
import { controlledInterval } from './controlled-interval.ts';
import type { RunSample } from './run-sample.ts';

/** `test`: seconds, in every test run. `bench`: many times the jobs, for narrow intervals. */
export type Effort = 'test' | 'bench';

export type Quantity = {
  readonly name: string;
  readonly theory: number;
  readonly of: (sample: RunSample) => number;
  /** The widest interval that still proves something: half width / theory. */
  readonly halfWidthRatioMax: Readonly<Record<Effort, number>>;
};

export type TheoryCase = {
  readonly name: string;
  /** The scenario whose window ends at `toSeconds`. */
  readonly scenarioText: (toSeconds: Seconds) => string;
  /** Without it 40. More of them rather than longer ones, where a longer one would take gigabytes. */
  readonly replications?: number;
  /** Simulated time per replication that counts. */
  readonly windowSeconds: Readonly<Record<Effort, Seconds>>;
  readonly warmupSeconds: Seconds;
  readonly quantities: readonly Quantity[];
  /** Deviations of the replication's draws from what is known of them; each 0 on average. */
  readonly controls: (sample: RunSample) => number[];
};

export type ValidationRow = {
  readonly caseName: string;
  readonly quantity: string;
  readonly theory: number;
  readonly simulated: number;
  /** Simulated / theory - 1. */
  readonly errorRatio: number;
  /** Half of the 99.9 % interval / theory. */
  readonly halfWidthRatio: number;
  readonly halfWidthRatioMax: number;
  readonly jobCount: number;
};

const SEED = 20261123;
export const REPLICATIONS = 40;
export const CONFIDENCE = 0.999;

/** Some seventy controls are looked at in one test run: one in 140 sound seeds would raise an alarm. */
const CONTROL_CONFIDENCE = 0.9999;

/** Runs a case: one row per quantity. Its cost is about a second per million jobs. */
export function measureCase(theoryCase: TheoryCase, effort: Effort): ValidationRow[] {
  const { quantities, replications = REPLICATIONS } = theoryCase;
  const toSeconds = theoryCase.warmupSeconds + theoryCase.windowSeconds[effort];
  const input = inputFrom({ scenarioText: theoryCase.scenarioText(toSeconds), seed: SEED });
  const values: number[][] = quantities.map(() => []);
  const controls: number[][] = [];
  let jobCount = 0;
  for (let replication = 0; replication < replications; replication += 1) {
    const record = simulate(input, replication);
    const { jobs } = record;
    const firstJob = warmupDeletionCount(jobs, input.scenario.warmup)!;
    const endJob = warmupDeletionCount(jobs, { kind: 'seconds', seconds: toSeconds })!;
    const sample = { record, fromSeconds: theoryCase.warmupSeconds, toSeconds, firstJob, endJob };
    for (const [index, quantity] of quantities.entries()) values[index]!.push(quantity.of(sample));
    controls.push(theoryCase.controls(sample));
    jobCount += endJob - firstJob;
  }
  requireTrueControls(theoryCase.name, controls);
  return quantities.map(({ name, theory, halfWidthRatioMax }, index) => {
    const { mean, halfWidth } = controlledInterval(values[index]!, controls, CONFIDENCE);
    return {
      caseName: theoryCase.name,
      quantity: name,
      theory,
      simulated: mean,
      errorRatio: mean / theory - 1,
      halfWidthRatio: halfWidth! / theory,
      halfWidthRatioMax: halfWidthRatioMax[effort],
      jobCount,
    };
  });
}

/**
 * A sampler whose mean or square is off by one per cent would be forgiven by the regression, which carries the result to
 * where the draws should have been. So the draws themselves are held against what is known of them.
 */
function requireTrueControls(caseName: string, controls: readonly (readonly number[])[]): void {
  for (const index of controls[0]!.keys()) {
    const { mean, halfWidth } = meanInterval(
      controls.map(row => row[index]!),
      CONTROL_CONFIDENCE,
    );
    // Written so that NaN is refused.
    if (Math.abs(mean) <= halfWidth!) continue;
    throw new Error(`${caseName}: control ${index} of the draws must be 0 on average (saw ${mean} +- ${halfWidth})`);
  }
}
