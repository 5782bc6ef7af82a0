/** From flags to a study that can be run: numbers, stack, scenario and traces, all read and checked. */
import { effectiveValues } from '../hub/plan/effective-values.ts';
import type { HubPlan } from '../hub/plan/hub-plan.ts';
import type { PlanSources } from '../hub/plan/parse-stack-config.ts';
import type { SimulationInput } from '../sim/model/simulation-input.ts';
import type { StudyReport } from '../sim/report/study-report.ts';
import { JOB_COUNT_MAX } from '../sim/scenario/arrival-sources.ts';
import { SEED_DEFAULT } from '../sim/scenario/default-scenario.ts';
import type { Scenario } from '../sim/scenario/scenario.ts';
import { readWholeNumber } from './flag-values.ts';
import type { StudyFlags } from './flags.ts';
import { digestOf, loadPlan, scenarioFor } from './load-inputs.ts';
import type { StackReader } from './read-stack.ts';
import { readTraces } from './read-traces.ts';
import { TOOL_VERSION } from './tool-version.ts';

/** Substreams are seeded by 32 bits. */
const SEED_MAX = 4_294_967_295;
export const REPLICATIONS_MAX = 100_000;

export type Numbers = {
  readonly users: number | undefined;
  readonly seed: number;
  readonly replications: number | undefined;
};

export function readNumbers({ users, seed, replications }: StudyFlags): Numbers {
  const read = (flag: string, text: string | undefined, min: number, max: number) =>
    text === undefined ? undefined : readWholeNumber(flag, text, { min, max });
  return {
    users: read('--users', users, 1, JOB_COUNT_MAX),
    seed: read('--seed', seed, 0, SEED_MAX) ?? SEED_DEFAULT,
    replications: read('--replications', replications, 1, REPLICATIONS_MAX),
  };
}

export type LoadedStudy = {
  readonly input: SimulationInput;
  /** What a report says beside the result and the verdicts. */
  readonly about: Omit<StudyReport, 'result' | 'verdicts'>;
  readonly sources: PlanSources;
  /** As they were given, or else by default. */
  readonly numbers: Numbers;
  /** Those that were read beside the stack's and the scenario's. */
  readonly files: readonly string[];
};

export type LoadOptions = {
  /** How many users come where neither a flag nor a scenario says it. */
  readonly usersDefault?: (plan: HubPlan) => number;
  /** The folder's own stack files when left out. */
  readonly readStackFile?: StackReader;
};

/**
 * Reads a stack and what shall happen to it.
 *
 * @throws HubError with everything that is wrong with any of the files
 */
export async function loadStudy(
  flags: StudyFlags,
  given: Numbers,
  folder: string,
  { usersDefault, readStackFile }: LoadOptions = {},
): Promise<LoadedStudy> {
  const { stack, scenario: scenarioFile } = flags;
  const loaded = await loadPlan({ stack, scenario: scenarioFile, folder, ...(readStackFile && { readStackFile }) });
  const { plan, sources, warnings } = loaded;
  const users = given.users ?? (loaded.scenario === undefined ? usersDefault?.(plan) : undefined);
  const { seed, replications } = given;
  const scenario = withReplications(scenarioFor(loaded.scenario, users), replications);
  const traces = await readTraces(scenario, scenarioFile, folder);
  const { arrivals, spotAvailability } = traces;
  return {
    input: { plan, scenario, arrivals, seed, ...(spotAvailability === undefined ? {} : { spotAvailability }) },
    sources,
    numbers: { users, seed, replications },
    about: {
      toolVersion: TOOL_VERSION,
      inputsSha256: digestOf([plan.stack, users ?? null, seed, replications ?? null, ...loaded.texts, ...traces.texts]),
      scenarioSha256: scenarioDigest(scenario, traces.texts),
      stack: plan.stack,
      region: plan.region,
      scenario: { name: scenario.name, description: scenario.description ?? null },
      settings: () => effectiveValues(sources),
      warnings: [...warnings, ...traces.warnings],
    },
    files: traces.files,
  };
}

/** Exactly so many, whatever the precision; or as the scenario says. */
function withReplications(scenario: Scenario, count: number | undefined): Scenario {
  if (count === undefined) return scenario;
  return { ...scenario, replications: { ...scenario.replications, min: count, max: count } };
}

/** Of all that is the same for two plans that can be compared: not of how it is called, nor of how often it is played. */
function scenarioDigest(scenario: Scenario, texts: readonly string[]): string {
  const {
    name: _name,
    description: _description,
    stack: _stack,
    replications: _replications,
    plan: _plan,
    ...what
  } = scenario;
  return digestOf([JSON.stringify(what), ...texts]);
}
