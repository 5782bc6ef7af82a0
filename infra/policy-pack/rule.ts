/** The form in which all rules of the pack are written: who is judged, what is so when it is well, and what to do when not. */
import type { PolicyResource } from '@pulumi/policy';
import type { Unwrap } from '@pulumi/pulumi';
import type { CheckId } from './checklist.ts';

export type Rule = ResourceRule | StackRule;

type RuleText = {
  /** Kebab-case, the resource first; Pulumi calls it the policy's name. */
  readonly name: string;
  /** The checks it carries out; none for a rule of this project's own. */
  readonly ids: readonly CheckId[];
  /** A clause that is true while the rule is kept. */
  readonly says: string;
  /** What to do when it is broken. */
  readonly remedy: string;
  /** Mandatory unless it says so: a broken rule ends the update before it begins. */
  readonly level?: 'advisory';
};

/** Judges a resource by its inputs, before it is created or changed. */
export type ResourceRule = RuleText & {
  readonly kind: 'resource';
  readonly types: readonly string[];
  readonly isBroken: (inputs: Readonly<Record<string, unknown>>) => boolean;
};

/** Judges a resource among all others, when the preview or the update is through. */
export type StackRule = RuleText & {
  readonly kind: 'stack';
  readonly type: string;
  readonly isBroken: (resource: PolicyResource, stack: readonly PolicyResource[]) => boolean;
};

/** A resource whose outputs hold what the arguments of its class hold. */
export type StackResource<Args> = Omit<PolicyResource, 'props'> & { readonly props: Unwrap<Args> };

/**
 * A rule about each resource of some types. `Args` are those of the resource's class, so that the compiler knows the inputs:
 * a rule that asked for a misspelled one would never find anything.
 *
 * @example onResource<aws.sqs.QueueArgs>({ name: 'sqs-encrypted', types: ['aws:sqs/queue:Queue'], isBroken: queue => ... })
 */
export function onResource<Args>(
  rule: Omit<ResourceRule, 'kind' | 'isBroken'> & { readonly isBroken: (inputs: Unwrap<Args>) => boolean },
): ResourceRule {
  return Object.freeze({ ...rule, kind: 'resource', isBroken: inputs => rule.isBroken(inputs as Unwrap<Args>) });
}

/** A rule about each resource of a type and its relations to others. */
export function acrossStack<Args>(
  rule: Omit<StackRule, 'kind' | 'isBroken'> & {
    readonly isBroken: (resource: StackResource<Args>, stack: readonly PolicyResource[]) => boolean;
  },
): StackRule {
  return Object.freeze({
    ...rule,
    kind: 'stack',
    isBroken: (resource, stack) => rule.isBroken(resource as StackResource<Args>, stack),
  });
}
