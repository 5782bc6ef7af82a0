/** Shows what the groups of this project's stacks are, and that each is what its plan says. */
import * as assert from 'uvu/assert';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import { check, golden } from '../../test/kit/check.ts';
import { stackPlan } from '../../test/kit/stack-plan.ts';
import { type FleetGroupPlan, groupPlansOf } from './fleet-group-plan.ts';
import { FLEET_TAG, fleetTags } from './fleet-tags.ts';
import { groupArgs } from './group-args.ts';
import { lifecycleHooksOf } from './lifecycle-hooks.ts';

/** The arguments as the provider gets them. */
type PlainArgs = {
  readonly [key: string]: unknown;
  readonly launchTemplate?: { readonly id: string; readonly version: string };
  readonly mixedInstancesPolicy?: {
    readonly instancesDistribution: Readonly<Record<string, unknown>>;
    readonly launchTemplate: {
      readonly launchTemplateSpecification: object;
      readonly overrides: readonly { readonly instanceType: string }[];
    };
  };
  readonly warmPool?: object;
  readonly enabledMetrics: readonly string[];
  readonly tags: readonly { readonly key: string; readonly value: string; readonly propagateAtLaunch: boolean }[];
  readonly initialLifecycleHooks: readonly object[];
};

function plainArgs(plan: FleetGroupPlan, { stack }: Pick<HubPlan, 'stack'> = { stack: 'prod' }): PlainArgs {
  const tags = fleetTags(stack, { name: 'generation', queues: ['generation'] }, plan.kind);
  const args = groupArgs({ plan, launchTemplate: { id: 'lt-1', version: '7' }, subnetIds: ['subnet-a'], tags });
  return JSON.parse(JSON.stringify(args)) as PlainArgs;
}

const [generation] = stackPlan('prod').fleets;
const base = generation!.base!;
const burst = generation!.burst!;
const ofBase = (fields: Partial<typeof base>) => plainArgs({ kind: 'base', group: { ...base, ...fields } });
const ofBurst = (fields: Partial<typeof burst>) => plainArgs({ kind: 'burst', group: { ...burst, ...fields } });

check('groups of the stacks', {
  'come to these arguments': () => {
    const all = (['dev', 'prod'] as const).flatMap(stack => {
      const plan = stackPlan(stack);
      const [fleet] = plan.fleets;
      return groupPlansOf(fleet!).map(group => [`${stack} ${fleet!.name} ${group.kind}`, plainArgs(group, plan)]);
    });
    const text = JSON.stringify(Object.fromEntries(all), null, 2);
    golden(new URL('./golden/groups.txt', import.meta.url), `${text}\n`);
  },
});

check('a group', {
  'has the limits of its plan and no desired capacity of its own': () => {
    const args = ofBurst({ minCount: 2, maxCount: 9, instanceWarmupSeconds: 45 });
    assert.equal([args.minSize, args.maxSize, args.defaultInstanceWarmup], [2, 9, 45]);
    assert.is('desiredCapacity' in args, false);
  },
  'does not hold up a deploy, nor cool down, nor protect what the worker protects': () => {
    const { waitForCapacityTimeout, protectFromScaleIn, ...rest } = ofBurst({});
    assert.equal([waitForCapacityTimeout, protectFromScaleIn], ['0', false]);
    assert.is('defaultCooldown' in rest, false);
  },
  'publishes what its policies watch': () => {
    assert.ok(ofBase({}).enabledMetrics.includes('GroupInServiceInstances'));
    assert.is(ofBase({}).metricsGranularity, '1Minute');
  },
  'hands its tags to what it launches, with keys that instance metadata takes': () => {
    for (const { key, propagateAtLaunch } of ofBase({}).tags) {
      assert.match(key, /^[A-Za-z0-9+\-=.,_:@]+$/);
      assert.is(propagateAtLaunch, true, key);
    }
    assert.ok(ofBase({}).tags.some(({ key, value }) => key === FLEET_TAG && value === 'generation'));
  },
  'has its hooks before its first instance, with the times of the plan': () => {
    const times = { bootTimeoutSeconds: 900, drainSeconds: 240 };
    assert.equal(ofBurst(times).initialLifecycleHooks, lifecycleHooksOf(times));
    assert.equal(
      lifecycleHooksOf(times).map(({ name, heartbeatTimeout, defaultResult }) => [
        name,
        heartbeatTimeout,
        defaultResult,
      ]),
      [
        ['launch', 900, 'ABANDON'],
        ['termination', 240, 'CONTINUE'],
      ],
    );
  },
});

check('a base group', {
  'launches its only type by the pinned template': () => {
    const args = ofBase({ instanceTypes: ['g5.xlarge'] });
    assert.equal(args.launchTemplate, { id: 'lt-1', version: '7' });
    assert.is(args.mixedInstancesPolicy, undefined);
  },
  'launches several types on demand, in the order of the plan': () => {
    const { launchTemplate, mixedInstancesPolicy } = ofBase({ instanceTypes: ['g6.xlarge', 'g4dn.xlarge'] });
    assert.is(launchTemplate, undefined);
    assert.equal(mixedInstancesPolicy, {
      instancesDistribution: {
        onDemandBaseCapacity: 0,
        onDemandPercentageAboveBaseCapacity: 100,
        onDemandAllocationStrategy: 'prioritized',
      },
      launchTemplate: {
        launchTemplateSpecification: { launchTemplateId: 'lt-1', version: '7' },
        overrides: [{ instanceType: 'g6.xlarge' }, { instanceType: 'g4dn.xlarge' }],
      },
    });
  },
  'keeps stopped instances within the bound of the plan': () => {
    const warmPool = { minCount: 1, preparedCapacityMax: 3, reuseOnScaleIn: false, bootPath: 'warm-start' };
    assert.equal(ofBase({ warmPool }).warmPool, {
      poolState: 'Stopped',
      minSize: 1,
      maxGroupPreparedCapacity: 3,
      instanceReusePolicy: { reuseOnScaleIn: false },
    });
  },
  'has a pool, and its metrics, only where the plan has one': () => {
    const { warmPool, ...rest } = base;
    const args = plainArgs({ kind: 'base', group: rest });
    assert.is(args.warmPool, undefined);
    assert.equal(
      args.enabledMetrics.filter(metric => metric.startsWith('WarmPool')),
      [],
    );
    assert.ok(warmPool !== undefined && ofBase({}).enabledMetrics.some(metric => metric.startsWith('WarmPool')));
  },
});

check('a burst group', {
  'is all Spot, of every type of the plan, also of one': () => {
    for (const instanceTypes of [['g4dn.xlarge'], ['g5.xlarge', 'g6.xlarge']] as const) {
      const { launchTemplate, mixedInstancesPolicy } = ofBurst({ instanceTypes: [...instanceTypes] });
      assert.is(launchTemplate, undefined);
      assert.equal(mixedInstancesPolicy?.instancesDistribution, {
        onDemandBaseCapacity: 0,
        onDemandPercentageAboveBaseCapacity: 0,
        spotAllocationStrategy: 'price-capacity-optimized',
      });
      assert.equal(
        mixedInstancesPolicy?.launchTemplate.overrides,
        instanceTypes.map(instanceType => ({ instanceType })),
      );
    }
  },
  'replaces instances ahead of interruption as the plan says, and has no warm pool': () => {
    assert.is(ofBurst({ capacityRebalance: false }).capacityRebalance, false);
    assert.is(ofBurst({ capacityRebalance: true }).capacityRebalance, true);
    assert.is(ofBurst({}).warmPool, undefined);
    assert.is('capacityRebalance' in ofBase({}), false);
  },
});
