/**
 * Text of a Pulumi stack file to HubPlan, or all its problems with their places. The one door for configuration: the
 * deploy, the simulator, the functions and the worker all come through here.
 */
import type { Located } from '../yaml/located.ts';
import { mergeLocated } from '../yaml/merge-located.ts';
import { parseLocated } from '../yaml/parse-located.ts';
import type { Problem } from '../yaml/problem.ts';
import type { HubPlan, HubPlanInput } from './hub-plan.ts';
import { planOfSections } from './plan-of-sections.ts';
import { stackSections } from './stack-sections.ts';

/** A mapping of section to value, laid over the stack file's: its text, or a part of a file that is read already. */
export type PlanPatch = Located | { readonly text: string; readonly file: string };

export type StackConfigSource = {
  readonly text: string;
  /** As it shall stand in messages. */
  readonly file: string;
  /** The stack's name, `prod` for Pulumi.prod.yaml. */
  readonly stack: string;
  readonly patches?: readonly PlanPatch[];
};

/** What was written where; `effectiveValues` reads it. */
export type PlanSources = {
  readonly sections: Located;
  /** The plan with its defaults, before presets are looked up. */
  readonly input: HubPlanInput;
};

export type ParsedStackConfig =
  | {
      readonly kind: 'plan';
      readonly plan: HubPlan;
      readonly sources: PlanSources;
      readonly warnings: readonly Problem[];
    }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[] };

/**
 * @returns the plan and its warnings, or every problem, by file (stack file first, then patches in order) and place
 * @example
 * parseStackConfig({ text, file: 'Pulumi.prod.yaml', stack: 'prod' })
 * // { kind: 'problems', problems: [{ file: 'Pulumi.prod.yaml', line: 31, column: 9,
 * //   path: 'fleets.generation.burst.maxCount', message: 'must be a whole number >= minCount (saw 0, minCount 1)',
 * //   hint: 'raise maxCount to 1 or set minCount to 0' }] }
 */
export function parseStackConfig({ text, file, stack, patches = [] }: StackConfigSource): ParsedStackConfig {
  // 1. Syntax of all files.
  const base = parseLocated(text, file);
  const parsedPatches = patches.map(patch => ('text' in patch ? parseLocated(patch.text, patch.file) : parsed(patch)));
  const syntaxProblems = [base, ...parsedPatches].flatMap(each => (each.kind === 'problems' ? each.problems : []));
  if (base.kind === 'problems' || syntaxProblems.length > 0) return { kind: 'problems', problems: syntaxProblems };
  // 2. One tree of sections.
  const own = stackSections(base.located);
  const layers = parsedPatches.flatMap(each => (each.kind === 'parsed' ? [each.located] : []));
  const sections = layers.reduce(
    (merged, layer) => (layer.value === null ? merged : mergeLocated(merged, layer)),
    own.sections,
  );
  // 3. Shape, then rules across fields.
  const isThere = !own.problems.some(problem => problem.path === 'config');
  const made = isThere ? planOfSections(sections, stack, own.region) : undefined;
  const problems = [...own.problems, ...(made?.problems ?? [])];
  const inFileOrder = byPlace([file, ...layers.map(layer => layer.place.file)]);
  if (problems.length > 0 || made?.plan === undefined || made.input === undefined) {
    return { kind: 'problems', problems: problems.toSorted(inFileOrder) };
  }
  const { plan, input, warnings } = made;
  return { kind: 'plan', plan, sources: { sections, input }, warnings: warnings.toSorted(inFileOrder) };
}

const parsed = (located: Located) => ({ kind: 'parsed', located }) as const;

function byPlace(files: readonly string[]) {
  return (a: Problem, b: Problem) =>
    files.indexOf(a.file) - files.indexOf(b.file) || a.line - b.line || a.column - b.column;
}
