/**
 * Plans by what was chosen for each free parameter. It protects one invariant: two candidates are two plans, so that no plan is
 * played twice under two names.
 */
import { changePlan, type PlanChange } from '../../hub/plan/change-plan.ts';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import type { PlanSources } from '../../hub/plan/parse-stack-config.ts';
import type { Count } from '../../hub/units.ts';
import type { Problem } from '../../hub/yaml/problem.ts';
import type { FreeParameter } from './free-parameter.ts';

export type Candidate = {
  /** For each parameter, the place among its choices. */
  readonly choices: readonly Count[];
  readonly changes: readonly PlanChange[];
  readonly plan: HubPlan;
};

/** Choices that make no plan, by what is wrong with them. */
export type Refusal = { readonly problem: Problem; readonly count: Count };

export type CandidatePool = {
  readonly candidates: readonly Candidate[];
  readonly refusals: readonly Refusal[];
  /** The number of the candidate that these choices make, an earlier one's when it is the same plan; undefined when refused. */
  open(choices: readonly Count[]): Count | undefined;
};

/** Their warnings mean that the account could not have the plan: the groups would stop growing early. */
const QUOTAS = 'quotas.';

/** Opens the plan as it is as candidate 0, whatever its quotas are. */
export function createPool(
  base: { readonly plan: HubPlan; readonly sources: PlanSources },
  parameters: readonly FreeParameter[],
): CandidatePool {
  const candidates: Candidate[] = [];
  const refusals = new Map<string, Refusal>();
  const numbers = new Map<string, Count | undefined>();
  const numbersByPlan = new Map<string, Count>();

  function add(candidate: Candidate): Count {
    const key = JSON.stringify(candidate.plan);
    const number = numbersByPlan.get(key) ?? candidates.push(candidate) - 1;
    numbersByPlan.set(key, number);
    return number;
  }
  function refuse(problem: Problem): undefined {
    const key = `${problem.path} ${problem.message.replace(/\d+/g, '#')}`;
    refusals.set(key, { problem, count: (refusals.get(key)?.count ?? 0) + 1 });
  }
  function make(choices: readonly Count[]): Count | undefined {
    const changes = changesOf(parameters, choices);
    const made = changePlan(base, changes);
    if (made.kind === 'problems') return refuse(made.problems[0]!);
    const quota = made.warnings.find(({ path }) => path.startsWith(QUOTAS));
    return quota === undefined ? add({ choices, changes, plan: made.plan }) : refuse(quota);
  }

  const asIs = parameters.map(() => 0);
  numbers.set(asIs.join(), add({ choices: asIs, changes: [], plan: base.plan }));
  return {
    candidates,
    get refusals() {
      return [...refusals.values()].toSorted((a, b) => b.count - a.count);
    },
    open(choices) {
      const key = choices.join();
      if (!numbers.has(key)) numbers.set(key, make(choices));
      return numbers.get(key);
    },
  };
}

/** What is changed below a part that another choice has taken out is of no use. */
function changesOf(parameters: readonly FreeParameter[], choices: readonly Count[]): readonly PlanChange[] {
  const changes = parameters.flatMap(({ choices: own }, index) => own[choices[index]!]!.changes);
  const gone = changes.filter(({ value }) => value === null).map(({ path }) => `${path}.`);
  return changes.filter(({ path }) => !gone.some(start => path.startsWith(start)));
}
