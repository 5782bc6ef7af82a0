/** A study's input with some settings changed: of the plan by their own paths, of the scenario by paths below `scenario`. */
import { changePlan, type PlanChange, withValueAt } from '../../hub/plan/change-plan.ts';
import { hubPlanSchema } from '../../hub/plan/hub-plan.ts';
import type { PlanSources } from '../../hub/plan/parse-stack-config.ts';
import { readSettingPath } from '../../hub/plan/plan-path.ts';
import { type Located, printPath } from '../../hub/yaml/located.ts';
import { locatedAs } from '../../hub/yaml/located-as.ts';
import { problemsFromZod } from '../../hub/yaml/problems-from-zod.ts';
import { schemaAt } from '../../hub/yaml/schema-walk.ts';
import type { ArrivalSpec } from '../model/arrivals/create-arrivals.ts';
import type { SimulationInput } from '../model/simulation-input.ts';
import { checkScenario } from '../scenario/check-scenario.ts';
import { type Scenario, scenarioSchema } from '../scenario/scenario.ts';

/** What is played when nothing is changed. */
export type SweepBase = { readonly input: SimulationInput; readonly sources: PlanSources };

/** What is wrong, as the end of a sentence whose subject is the path. */
export type ChangeProblem = { readonly path: string; readonly message: string; readonly hint?: string };

export type ChangedInput =
  | { readonly kind: 'input'; readonly input: SimulationInput }
  | { readonly kind: 'problems'; readonly problems: readonly ChangeProblem[] };

const SCENARIO = 'scenario.';
/** Of a scenario what a sweep sets itself, or what would need files read again. */
const FIXED = ['replications', 'plan', 'stack', 'spotTrace', 'name', 'description'];

/**
 * Seed and replications stay, so that points are compared on the same random numbers.
 *
 * @example changeInput(base, [{ path: 'fleets.rigging.burst.maxCount', value: 50 }, { path: 'scenario.users', value: 2000 }])
 */
export function changeInput({ input, sources }: SweepBase, changes: readonly PlanChange[]): ChangedInput {
  const isOfScenario = ({ path }: PlanChange) => path.startsWith(SCENARIO);
  const scenario = changeScenario(input.scenario, changes.filter(isOfScenario));
  const planChanges = changes.filter(change => !isOfScenario(change));
  const changed =
    planChanges.length === 0
      ? { kind: 'plan' as const, plan: input.plan }
      : changePlan({ plan: input.plan, sources }, planChanges);
  const problems = [scenario, changed].flatMap(each => (each.kind === 'problems' ? each.problems : []));
  if (scenario.kind === 'problems' || changed.kind === 'problems') return { kind: 'problems', problems };
  const arrivals = scenario.scenario.arrivals.map((source, index) => withTimes(source, input.arrivals[index]));
  return { kind: 'input', input: { ...input, plan: changed.plan, scenario: scenario.scenario, arrivals } };
}

/** Whether a setting refuses fractions; undefined where there is no such setting. */
export function takesWholeNumbersOnly({ input, sources }: SweepBase, path: string, near: number): boolean | undefined {
  const inScenario = path.startsWith(SCENARIO);
  const [schema, value] = inScenario ? [scenarioSchema, input.scenario] : [hubPlanSchema, sources.input];
  const read = readSettingPath(inScenario ? scenarioPath(path, input.scenario) : path, schema, value);
  if (read.kind === 'unknown') return undefined;
  return schemaAt(schema, read.path, value)?.safeParse(Math.floor(near) + 0.5).success === false;
}

const PLACE = { file: '', line: 1, column: 1 };
/** A scenario that was changed stands in no file. */
const NOWHERE: Located = { value: null, place: PLACE, keyPlace: PLACE, children: undefined };

type ChangedScenario =
  | { readonly kind: 'scenario'; readonly scenario: Scenario }
  | Extract<ChangedInput, { kind: 'problems' }>;

function changeScenario(scenario: Scenario, changes: readonly PlanChange[]): ChangedScenario {
  if (changes.length === 0) return { kind: 'scenario', scenario };
  const problems: ChangeProblem[] = [];
  let changed: unknown = scenario;
  /** By the path within the scenario, as the person named it. */
  const named = new Map<string, string>();
  for (const { path, value } of changes) {
    const read = readSettingPath(scenarioPath(path, scenario), scenarioSchema, changed);
    if (read.kind === 'unknown') problems.push({ path, message: read.message, hint: read.hint });
    else if (FIXED.includes(String(read.path[0]))) {
      problems.push({
        path,
        message: 'is not varied by a sweep',
        hint: 'vary another setting, or sweep another scenario',
      });
    } else {
      changed = withValueAt(changed, read.path, value);
      named.set(printPath(read.path), path);
    }
  }
  const nameOf = (path: string) => named.get(path) ?? `${SCENARIO}${path}`;
  const parsed = scenarioSchema.safeParse(changed);
  if (problems.length === 0 && !parsed.success) {
    const found = problemsFromZod(parsed.error, locatedAs(changed, NOWHERE), scenarioSchema);
    problems.push(
      ...found.map(({ path, message, hint }) => ({
        path: nameOf(path),
        message,
        ...(hint === undefined ? {} : { hint }),
      })),
    );
  }
  if (problems.length > 0 || !parsed.success) return { kind: 'problems', problems };
  const errors = checkScenario(parsed.data).filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return { kind: 'scenario', scenario: parsed.data };
  return {
    kind: 'problems',
    problems: errors.map(({ path, message, hint }) => ({ path: nameOf(printPath(path)), message, hint })),
  };
}

/** `scenario.users` is the one source that counts users, as `--users` sets it. */
function scenarioPath(path: string, { arrivals }: Scenario): string {
  const name = path.slice(SCENARIO.length);
  const counted = arrivals.flatMap((source, index) => ('users' in source ? [index] : []));
  return name === 'users' && counted.length === 1 ? `arrivals[${counted[0]}].users` : name;
}

/** A recorded source keeps the times that were read for it. */
function withTimes(source: Scenario['arrivals'][number], read: ArrivalSpec | undefined): ArrivalSpec {
  if (source.kind !== 'trace') return source;
  if (read === undefined || !('times' in read)) throw new Error('a trace has to be read before its scenario is varied');
  return { ...source, times: read.times };
}
