/** The smallest input that simulates: one queue, one instance, a few jobs. */
import { parseStackConfig } from '../../hub/plan/parse-stack-config.ts';
import { stackText } from '../../hub/plan/stack-text.test-data.ts';
import type { SimulationInput } from '../model/simulation-input.ts';
import { type Scenario, scenarioSchema } from '../scenario/scenario.ts';

/** @param replications how many at least and at most, and the precision that stops earlier */
export function studyInput(replications: Scenario['replications'], changes: Partial<Scenario> = {}): SimulationInput {
  const parsed = parseStackConfig({ text: stackText(), file: 'Pulumi.test.yaml', stack: 'test' });
  if (parsed.kind === 'problems') throw new Error(parsed.problems.map(problem => problem.message).join('; '));
  const arrivals = [{ kind: 'flashCrowd', job: 'character', users: 20, windowSeconds: 60 }] as const;
  const scenario = { ...scenarioSchema.parse({ name: 'a small crowd', arrivals }), replications, ...changes };
  return { plan: parsed.plan, scenario, arrivals, seed: 7 };
}
