/** Runs one policy as the pack's server does, without the server. */
import { type PolicyResource, unknownCheckingProxy } from '@pulumi/policy';
import type { Policy } from '../../infra/policy-pack/policy-of.ts';
import { NO_OPTIONS, specimenUrn } from './policy-resources.ts';

export type Report = { readonly message: string; readonly urn: string | undefined };

export type JudgedInputs = {
  readonly type: string;
  readonly inputs: object;
  readonly name?: string;
  readonly urn?: string;
  readonly settings?: object;
};

/** What a policy about single resources says of this one; a policy about stacks says nothing. */
export function reportsOnInputs(
  policy: Policy,
  { type, inputs, name = 'it', urn, settings = {} }: JudgedInputs,
): Report[] {
  const reports: Report[] = [];
  const [validate] = 'validateResource' in policy ? [policy.validateResource].flat() : [];
  atOnce(
    validate?.(
      {
        type,
        name,
        props: unknownCheckingProxy(inputs),
        urn: urn ?? specimenUrn(type, name),
        opts: NO_OPTIONS,
        isType: () => false,
        asType: () => undefined,
        ...surroundings(settings),
      },
      (message, at) => reports.push({ message, urn: at }),
    ),
  );
  return reports;
}

/** What a policy about stacks says of this one. */
export function reportsOnStack(policy: Policy, resources: readonly PolicyResource[], settings: object = {}): Report[] {
  const reports: Report[] = [];
  if ('validateStack' in policy) {
    atOnce(
      policy.validateStack({ resources: [...resources], ...surroundings(settings) }, (message, urn) =>
        reports.push({ message, urn }),
      ),
    );
  }
  return reports;
}

/** No policy of this pack has to wait for anything. */
function atOnce(answer: Promise<void> | void): void {
  if (answer !== undefined) throw new Error('a policy waits for something');
}

const surroundings = (settings: object) => ({
  stackTags: new Map<string, string>(),
  getConfig: <Settings extends object>() => settings as Settings,
  notApplicable: (): never => {
    throw new Error('not applicable');
  },
});
