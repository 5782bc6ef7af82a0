/**
 * From names of files to what a study needs. Precedence: flags, then the scenario file, then the stack file, then defaults.
 * Every mistake in every file is told at once.
 */
import { createHash } from 'node:crypto';
import { HubError } from '../hub/errors.ts';
import type { HubPlan } from '../hub/plan/hub-plan.ts';
import { type PlanSources, parseStackConfig } from '../hub/plan/parse-stack-config.ts';
import type { Problem } from '../hub/yaml/problem.ts';
import { defaultScenario } from '../sim/scenario/default-scenario.ts';
import { type ParsedScenario, parseScenario } from '../sim/scenario/parse-scenario.ts';
import type { Scenario } from '../sim/scenario/scenario.ts';
import { readStack, type StackReader } from './read-stack.ts';
import { readText } from './read-text.ts';

export type InputFlags = {
  /** Undefined: the scenario's, and without one `prod`. */
  readonly stack: string | undefined;
  readonly scenario: string | undefined;
  /** All names of files start from here. */
  readonly folder: string;
  /** The folder's own stack files when left out. */
  readonly readStackFile?: StackReader;
};

export type LoadedPlan = {
  readonly plan: HubPlan;
  readonly sources: PlanSources;
  /** Undefined when no scenario file was named. */
  readonly scenario: Scenario | undefined;
  readonly warnings: readonly Problem[];
  /** Every text that was read, for the digest. */
  readonly texts: readonly string[];
};

const STACK_DEFAULT = 'prod';

/**
 * Reads stack and scenario.
 *
 * @throws HubError: FILE_UNREADABLE, USAGE, or CONFIG_INVALID with all problems
 */
export async function loadPlan({
  stack,
  scenario: scenarioFile,
  folder,
  readStackFile = readStack,
}: InputFlags): Promise<LoadedPlan> {
  const scenarioText = scenarioFile === undefined ? undefined : await readText('scenario', scenarioFile, folder);
  const parsed: ParsedScenario | undefined =
    scenarioText === undefined || scenarioFile === undefined ? undefined : parseScenario(scenarioText, scenarioFile);
  const scenario = parsed?.kind === 'ok' ? parsed.scenario : undefined;
  const stackFile = await readStackFile(stack ?? scenario?.stack ?? STACK_DEFAULT, folder);
  const patches = parsed?.kind === 'ok' && parsed.planPatch !== undefined ? [parsed.planPatch] : [];
  const config = parseStackConfig({ ...stackFile, patches });
  const problems = [config, parsed].flatMap(each => (each?.kind === 'problems' ? each.problems : []));
  if (config.kind === 'problems' || problems.length > 0) {
    const patched = patches.length > 0 && config.kind === 'problems';
    throw invalid(
      problems,
      patched ? `the plan of ${scenarioFile} was laid over the stack file; look there first` : undefined,
    );
  }
  return {
    plan: config.plan,
    sources: config.sources,
    scenario,
    warnings: [...config.warnings, ...(parsed?.kind === 'ok' ? parsed.warnings : [])],
    texts: [stackFile.text, scenarioText ?? ''],
  };
}

/** One error for any number of problems. */
export function invalid(problems: readonly Problem[], hint?: string): HubError {
  const files = [...new Set(problems.map(({ file }) => file))].join(' and ');
  const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
  return new HubError(
    'CONFIG_INVALID',
    `${files} cannot be used: ${count}`,
    hint === undefined ? { problems } : { problems, hint },
  );
}

/**
 * The scenario of a run: the file's, or the flash crowd of `--users`. On a file, `--users` sets the one source that counts
 * users.
 *
 * @throws HubError USAGE when there is not exactly one such source
 */
export function scenarioFor(scenario: Scenario | undefined, users: number | undefined): Scenario {
  if (scenario === undefined) return users === undefined ? defaultScenario() : defaultScenario(users);
  if (users === undefined) return scenario;
  const counted = scenario.arrivals.filter(source => 'users' in source);
  if (counted.length !== 1) {
    throw new HubError(
      'USAGE',
      `--users needs a scenario with one source of kind flashCrowd or closedLoop (saw ${counted.length})`,
      {
        hint: `leave --users out, or change the arrivals of scenario '${scenario.name}'`,
      },
    );
  }
  return {
    ...scenario,
    arrivals: scenario.arrivals.map(source => ('users' in source ? { ...source, users } : source)),
  };
}

/** What a result depends on, and nothing else: no path, no thread, no clock. */
export function digestOf(parts: readonly (string | number | null)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
