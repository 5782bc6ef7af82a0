/** What is deployed is what was simulated: groups, their machines and their hooks. */
import * as assert from 'uvu/assert';
import { check } from '../kit/check.ts';
import { stackPlan } from '../kit/stack-plan.ts';
import { byType, inputAt } from '../pulumi-host/queries.ts';
import { recordedStack } from '../pulumi-host/recorded-stack.ts';
import { type GroupRecord, groupRecords } from './group-records.ts';

function instanceTypesOf({ group, template }: GroupRecord): readonly unknown[] {
  const overrides = inputAt(group, 'mixedInstancesPolicy.launchTemplate.overrides') as readonly {
    instanceType: string;
  }[];
  return overrides?.map(({ instanceType }) => instanceType) ?? [template.inputs.instanceType];
}

/** `onDemand` or `spot` if all of it is, else how it is split. */
function marketOf({ group }: GroupRecord): string {
  const split = inputAt(group, 'mixedInstancesPolicy.instancesDistribution') as Record<string, number> | undefined;
  if (split === undefined) return 'onDemand';
  const { onDemandBaseCapacity, onDemandPercentageAboveBaseCapacity } = split;
  if (onDemandPercentageAboveBaseCapacity === 100) return 'onDemand';
  return onDemandBaseCapacity === 0 && onDemandPercentageAboveBaseCapacity === 0 ? 'spot' : JSON.stringify(split);
}

for (const stack of ['dev', 'prod'] as const) {
  const plan = stackPlan(stack);
  const groups = async () => groupRecords(await recordedStack(stack), plan);

  check(`the groups of ${stack}`, {
    'are those of the plan, and no others': async () => {
      const planned = plan.fleets.flatMap(({ base, burst }) => [base, burst].filter(group => group !== undefined));
      const record = await recordedStack(stack);
      assert.is(byType(record, 'aws:autoscaling/group:Group').length, planned.length);
      assert.is(byType(record, 'aws:ec2/launchTemplate:LaunchTemplate').length, planned.length);
      const names = groupRecords(record, plan).map(({ group }) => group.urn);
      assert.is(new Set(names).size, planned.length);
    },
    'have the sizes of the plan, and leave desired capacity to the policies': async () => {
      for (const {
        plan: { group: planned },
        group,
      } of await groups()) {
        assert.equal([group.inputs.minSize, group.inputs.maxSize], [planned.minCount, planned.maxCount]);
        assert.is(group.inputs.desiredCapacity, undefined);
        assert.ok(group.ignoreChanges.includes('desiredCapacity'));
        assert.is(group.inputs.defaultInstanceWarmup, planned.instanceWarmupSeconds);
      }
    },
    'buy the types of the plan, in its order, on its market, in its zones': async () => {
      for (const each of await groups()) {
        const { kind, group: planned } = each.plan;
        assert.equal(instanceTypesOf(each), planned.instanceTypes);
        assert.is(marketOf(each), kind === 'base' ? 'onDemand' : 'spot');
        const subnets = each.group.inputs.vpcZoneIdentifiers as readonly string[];
        assert.equal(
          subnets.map(subnet => subnet.at(-1)),
          planned.zones,
        );
        if (each.plan.kind === 'burst')
          assert.is(each.group.inputs.capacityRebalance, each.plan.group.capacityRebalance);
      }
    },
    'keep the warm pool of the plan, stopped and bounded, or none': async () => {
      for (const { plan: groupPlan, group } of await groups()) {
        const planned = groupPlan.kind === 'base' ? groupPlan.group.warmPool : undefined;
        assert.equal(
          group.inputs.warmPool,
          planned && {
            poolState: 'Stopped',
            minSize: planned.minCount,
            maxGroupPreparedCapacity: planned.preparedCapacityMax,
            instanceReusePolicy: { reuseOnScaleIn: planned.reuseOnScaleIn },
          },
        );
      }
    },
    'wait at their hooks as long as the plan says': async () => {
      for (const {
        plan: { group: planned },
        group,
        hooks,
      } of await groups()) {
        const wanted = [
          ['autoscaling:EC2_INSTANCE_LAUNCHING', planned.bootTimeoutSeconds, 'ABANDON'],
          ['autoscaling:EC2_INSTANCE_TERMINATING', planned.drainSeconds, 'CONTINUE'],
        ];
        const initial = group.inputs.initialLifecycleHooks as readonly Record<string, unknown>[];
        for (const found of [initial, hooks.map(({ inputs }) => inputs)]) {
          const seen = found.map(hook => [hook.lifecycleTransition, hook.heartbeatTimeout, hook.defaultResult]);
          assert.equal(
            seen.toSorted((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)),
            wanted,
          );
        }
      }
    },
    'give each machine the volume, monitoring and address of the plan': async () => {
      for (const {
        plan: { group: planned },
        template,
      } of await groups()) {
        assert.is(inputAt(template, 'blockDeviceMappings[0].ebs.volumeSize'), planned.volume.sizeGibibytes);
        assert.is(
          inputAt(template, 'blockDeviceMappings[0].ebs.throughput'),
          planned.volume.throughputMebibytesPerSecond,
        );
        assert.is(inputAt(template, 'monitoring.enabled'), plan.observability.detailedMonitoring);
        const isPublic = plan.network.workerSubnets === 'public';
        assert.is(inputAt(template, 'networkInterfaces[0].associatePublicIpAddress'), String(isPublic));
      }
    },
  });
}
