/**
 * From the text of a scenario to what `simulate` takes, by the public way alone: parseScenario, then parseStackConfig
 * with the scenario's `plan` section as its patch. What a test proves here, anybody can run from a file.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseStackConfig } from '../../hub/plan/parse-stack-config.ts';
import type { Problem } from '../../hub/yaml/problem.ts';
import type { SimulationInput } from '../../sim/model/simulation-input.ts';
import { parseScenario } from '../../sim/scenario/parse-scenario.ts';

export type SimulateTextOptions = {
  /** A whole stack file; Pulumi.prod.yaml unless given. */
  readonly stackText?: string;
  readonly scenarioText: string;
  readonly seed: number;
};

/**
 * The lines of a `plan:` section that take every delay, limit and failure out of a stack, so that what is left is
 * arrivals, queues and servers. Indented by two, to stand below `plan:`.
 */
export const idealPatch = `\
  worker: { checkpoints: false, transientFailureRatio: 0, poisonRatio: 0 }
  admission: { jobsInSystemMax: 0 }
  quotas: { onDemandVcpuMax: 1000000, spotVcpuMax: 1000000 }
  gate: { thresholds: [] }
  assumptions:
    receiveSeconds: 0
    advanceSecondsLow: 0
    advanceSecondsHigh: 0
    advanceTailRatio: 0
    advanceTailSeconds: 0
    checkpointSeconds: 0
    onDemandShortageRatio: 0
    spotCalmHazardPerHour: 0
    spotTightShareRatio: 0
    spotNoticeMissedRatio: 0
`;

/**
 * @throws Error with every problem and its place when scenario or stack is faulty, or when the scenario needs a trace
 * @example simulate(inputFrom({ scenarioText: 'name: crowd\narrivals: [{ kind: flashCrowd, users: 9, windowSeconds: 1 }]', seed: 1 }), 0)
 */
export function inputFrom({ stackText, scenarioText, seed }: SimulateTextOptions): SimulationInput {
  const parsed = parseScenario(scenarioText, 'scenario.yaml');
  if (parsed.kind === 'problems') throw new Error(textOf(parsed.problems));
  const { scenario, planPatch } = parsed;
  const stack = parseStackConfig({
    text: stackText ?? readFileSync(join(import.meta.dirname, '../../Pulumi.prod.yaml'), 'utf8'),
    file: stackText === undefined ? 'Pulumi.prod.yaml' : 'stack.yaml',
    stack: scenario.stack,
    patches: planPatch === undefined ? [] : [planPatch],
  });
  if (stack.kind === 'problems') throw new Error(textOf(stack.problems));
  const arrivals = scenario.arrivals.map(source => {
    if (source.kind !== 'trace') return source;
    throw new Error(`inputFrom reads no files: give arrivals other than the trace ${source.file}`);
  });
  return { plan: stack.plan, scenario, arrivals, seed };
}

function textOf(problems: readonly Problem[]): string {
  return problems
    .map(({ file, line, column, path, message, hint = 'no hint' }) => {
      return `${file}:${line}:${column} ${path} ${message}\n  hint: ${hint}`;
    })
    .join('\n');
}
