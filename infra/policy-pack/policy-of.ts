import {
  type ReportViolation,
  type ResourceValidationPolicy,
  type StackValidationPolicy,
  UnknownValueError,
} from '@pulumi/policy';
import type { Rule } from './rule.ts';
import { SUPPRESSIONS, suppressionOf } from './suppressions.ts';

export type Policy = ResourceValidationPolicy | StackValidationPolicy;

/**
 * A rule as Pulumi runs it.
 *
 * What a rule would read and AWS has yet to decide, it does not judge: a first preview would otherwise say of half the rules
 * that they could not run. It is judged in the update: a resource before it is created, the stack at the end.
 */
export function policyOf(rule: Rule, suppressions = SUPPRESSIONS): Policy {
  const judge = (urn: string, isBroken: () => boolean, report: ReportViolation): void => {
    if (isKnownToBe(isBroken) && suppressionOf(rule, urn, suppressions) === undefined) report(rule.remedy, urn);
  };
  const text = textOf(rule);
  if (rule.kind === 'resource') {
    return {
      ...text,
      validateResource: ({ type, urn, props }, report) => {
        if (rule.types.includes(type)) judge(urn, () => rule.isBroken(props), report);
      },
    };
  }
  return {
    ...text,
    validateStack: ({ resources }, report) => {
      for (const resource of resources) {
        if (resource.type === rule.type) judge(resource.urn, () => rule.isBroken(resource, resources), report);
      }
    },
  };
}

function textOf({ name, ids, says, remedy, level }: Rule): Omit<Policy, 'validateResource' | 'validateStack'> {
  return {
    name,
    description: ids.length === 0 ? says : `${ids.join(', ')}: ${says}`,
    enforcementLevel: level ?? 'mandatory',
    remediationSteps: remedy,
    tags: [...ids],
  };
}

function isKnownToBe(question: () => boolean): boolean {
  try {
    return question();
  } catch (error) {
    if (error instanceof UnknownValueError) return false;
    throw error;
  }
}
