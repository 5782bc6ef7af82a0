import type { autoscaling } from '@pulumi/aws';
import type { Input } from '@pulumi/pulumi';
import { assertNever } from '../../hub/assert-never.ts';
import type { FleetGroupPlan } from './fleet-group-plan.ts';

/** A template and the number of one version of it: `$Latest` would change groups without a deploy, and start no refresh. */
export type PinnedLaunchTemplate = { readonly id: Input<string>; readonly version: Input<string> };

/**
 * What a group launches: of several types by a mixed instances policy, of one by the template itself. Every instance is one
 * worker whatever its type, so types have no weights; and there is no maximum price, which would only add interruptions
 * (EC2 Auto Scaling guide, "Auto Scaling groups with multiple instance types and purchase options", 2023-04-27 [H]).
 *
 * A mixed policy beside a warm pool is accepted since November 2025; members of the pool are on-demand (kops issue 17799,
 * 2025-12-09 [M]).
 */
export function instanceChoice(
  plan: FleetGroupPlan,
  { id, version }: PinnedLaunchTemplate,
): Pick<autoscaling.GroupArgs, 'launchTemplate' | 'mixedInstancesPolicy'> {
  const { instanceTypes } = plan.group;
  if (plan.kind === 'base' && instanceTypes.length === 1) return { launchTemplate: { id, version } };
  return {
    mixedInstancesPolicy: {
      instancesDistribution: instancesDistribution(plan.kind),
      launchTemplate: {
        launchTemplateSpecification: { launchTemplateId: id, version },
        overrides: instanceTypes.map(instanceType => ({ instanceType })),
      },
    },
  };
}

function instancesDistribution(kind: FleetGroupPlan['kind']) {
  switch (kind) {
    case 'base':
      // In the order of the plan.
      return {
        onDemandBaseCapacity: 0,
        onDemandPercentageAboveBaseCapacity: 100,
        onDemandAllocationStrategy: 'prioritized',
      };
    case 'burst':
      // The pools that are least likely to be interrupted, and of those the cheapest: AWS's advice, same page.
      return {
        onDemandBaseCapacity: 0,
        onDemandPercentageAboveBaseCapacity: 0,
        spotAllocationStrategy: 'price-capacity-optimized',
      };
    default:
      return assertNever(kind);
  }
}
