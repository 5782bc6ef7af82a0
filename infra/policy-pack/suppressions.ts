/**
 * Where a rule of the pack is rightly broken: the rule, the resource, the reason. What is broken everywhere is no suppression
 * but an accepted risk. A test finds the suppression that no longer silences anything.
 */
import type { Rule } from './rule.ts';

export type Suppression = {
  readonly rule: string;
  /** Logical names, as in the program. */
  readonly resources: RegExp;
  /** In this stack only; in all if it is left out. */
  readonly stack?: string;
  readonly reason: string;
};

export const SUPPRESSIONS: readonly Suppression[] = Object.freeze([
  {
    rule: 'function-failures-kept',
    resources: /^api-\w+-function$/,
    reason: 'API Gateway calls it and waits: the caller gets the failure, and may try again.',
  },
  {
    rule: 'function-failures-kept',
    resources: /^upkeep-reconcile-function$/,
    reason: 'It is called again a minute later, and looks at everything anew: a call that failed has nothing to keep.',
  },
  {
    rule: 'function-failures-kept',
    resources: /^scaling-scale-function$/,
    reason:
      'A queue calls it and keeps the hint while it fails. A hint is good for five minutes, and the next job brings another.',
  },
  {
    rule: 'sqs-dead-letters',
    resources: /^scaling-hints$/,
    reason:
      'A hint that nobody acted on in five minutes is of no use to anybody. The next job brings another, and alarms see the jobs.',
  },
  {
    rule: 's3-has-notification',
    resources: /^store-page-bucket$/,
    reason: 'The page is put there by a release. Nothing waits for it.',
  },
  {
    rule: 'table-deletion-protection',
    resources: /^jobs-table$/,
    stack: 'dev',
    reason: '`storage.protect` is off, so that `pulumi destroy` takes all of a development stack away.',
  },
]);

/**
 * The suppression that covers a rule at a resource, if any.
 *
 * @param urn `urn:pulumi:prod::asset-hub::aws:sqs/queue:Queue::generation-queue`: stack and name stand in it
 */
export function suppressionOf(
  rule: Pick<Rule, 'name'>,
  urn: string,
  suppressions: readonly Suppression[],
): Suppression | undefined {
  const [, , stackName] = urn.split(':');
  const name = urn.split('::').at(-1) ?? '';
  return suppressions.find(
    ({ rule: ruleName, resources, stack = stackName }) =>
      ruleName === rule.name && stack === stackName && resources.test(name),
  );
}
