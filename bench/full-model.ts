/** The full model: simulated events per second of a flash crowd on the prod stack, statistics and bill left out. */
import { readFileSync } from 'node:fs';
import { parseStackConfig } from '../hub/plan/parse-stack-config.ts';
import { simulate } from '../sim/model/simulate.ts';
import type { SimulationInput } from '../sim/model/simulation-input.ts';
import { defaultScenario } from '../sim/scenario/default-scenario.ts';
import { type Benchmark, median } from './benchmark.ts';

/** Replications before the clock counts: the compiler is done by then. */
const WARM_UP_COUNT = 10;

function prodInput(): SimulationInput {
  const file = 'Pulumi.prod.yaml';
  const text = readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
  const parsed = parseStackConfig({ text, file, stack: 'prod' });
  if (parsed.kind !== 'plan') throw new Error(`${file} has problems`);
  const scenario = defaultScenario();
  return {
    plan: parsed.plan,
    scenario,
    arrivals: [{ kind: 'flashCrowd', job: 'character', users: 10_000, windowSeconds: 60 }],
    seed: 1,
  };
}

export const fullModel: Benchmark = {
  name: 'full-model',
  run({ isQuick }) {
    const input = prodInput();
    const rates: number[] = [];
    const milliseconds: number[] = [];
    const count = isQuick ? 15 : 60;
    for (let replication = -WARM_UP_COUNT; replication < count; replication += 1) {
      const start = performance.now();
      const { counts } = simulate(input, replication + WARM_UP_COUNT);
      const took = performance.now() - start;
      if (replication < 0) continue;
      milliseconds.push(took);
      rates.push((counts.eventCount * 1000) / took);
    }
    return [
      { benchmark: 'full-model', metric: 'speed', value: median(rates), unit: 'events/s' },
      { benchmark: 'full-model', metric: 'replication, 10,000 users', value: median(milliseconds), unit: 'ms' },
    ];
  },
};
