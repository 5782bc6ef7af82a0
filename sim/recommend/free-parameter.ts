/** What may be chosen about a plan, as data. */
import type { PlanChange } from '../../hub/plan/change-plan.ts';

export type Choice = {
  /** As a person would say it: `150`, `g4dn.2xlarge only`. */
  readonly label: string;
  /** Laid over the plan in their order; none for the plan as it is. */
  readonly changes: readonly PlanChange[];
};

export type FreeParameter = {
  /** `fleets.rigging.burst.maxCount`, or what several settings make together. */
  readonly name: string;
  /** The first is the plan as it is. */
  readonly choices: readonly Choice[];
};

export const AS_IS: Choice = Object.freeze({ label: 'as it is', changes: Object.freeze([]) });

/** One setting with several values. */
export function settingParameter(path: string, values: readonly unknown[], label: (value: unknown) => string = String) {
  return { name: path, choices: [AS_IS, ...values.map(value => choiceOf(label(value), { path, value }))] };
}

export const choiceOf = (label: string, ...changes: readonly PlanChange[]): Choice => ({ label, changes });
