/** What EC2 Auto Scaling asks of groups. */
import type { JsonObject } from '../../pulumi-host/program-record.ts';
import { API, type AwsRule, aws, type KnownResource, type Surroundings } from '../aws-rule.ts';
import { isSet, numberAt, objectsAt, setAmong, textAt, textsAt } from '../values-at.ts';

const GROUP = aws('autoscaling.Group');
const TEMPLATE = aws('ec2.LaunchTemplate');
const CREATE = `Auto Scaling CreateAutoScalingGroup, ${API}`;
const PROVIDER = 'autoscaling.GroupArgs of @pulumi/aws 7.48.0 [H]';
const WARM_POOL = `Auto Scaling PutWarmPool, ${API}`;
const DISTRIBUTION = 'mixedInstancesPolicy.instancesDistribution';
const OVERRIDES = 'mixedInstancesPolicy.launchTemplate.overrides';

const mixed = (instancesDistribution: JsonObject, overrides: readonly JsonObject[] = []): JsonObject => ({
  mixedInstancesPolicy: {
    instancesDistribution,
    launchTemplate: { launchTemplateSpecification: { launchTemplateId: 'lt-1' }, overrides },
  },
});
const overridesOf = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ instanceType: `m${index}.large` }));
const withTemplate = (template: JsonObject): readonly KnownResource[] => [
  { type: GROUP, name: 'group', inputs: mixed({}) },
  { type: TEMPLATE, name: 'template', id: 'lt-1', inputs: template },
];

const tagged = (instanceMetadataTags: string, key: string): readonly KnownResource[] => [
  { type: GROUP, name: 'group', inputs: { ...mixed({}), tags: [{ key, value: 'x', propagateAtLaunch: true }] } },
  { type: TEMPLATE, name: 'template', id: 'lt-1', inputs: { metadataOptions: { instanceMetadataTags } } },
];

export const GROUP_RULES: readonly AwsRule[] = [
  {
    id: 'group-sizes',
    type: GROUP,
    says: 'minSize is 0 or more, and maxSize is not below it',
    source: CREATE,
    fine: [
      { minSize: 0, maxSize: 0 },
      { minSize: 1, maxSize: 4 },
    ],
    broken: [
      { minSize: 2, maxSize: 1 },
      { minSize: -1, maxSize: 1 },
    ],
    check: inputs => {
      const [min = 0, max = min] = [numberAt(inputs, 'minSize'), numberAt(inputs, 'maxSize')];
      return min >= 0 && max >= min ? [] : [`minSize ${min}, maxSize ${max}`];
    },
  },
  {
    id: 'group-scales-itself',
    type: GROUP,
    says: 'desiredCapacity is left to the scaling policies: once given, every deploy sets a scaled group back to it',
    source: 'aws/aws-cdk pull request 5507, 2019-12 [M]',
    fine: [{ minSize: 0, maxSize: 4 }],
    broken: [{ minSize: 0, maxSize: 4, desiredCapacity: 2 }],
    check: inputs => setAmong(inputs, ['desiredCapacity']),
  },
  {
    id: 'group-one-template',
    type: GROUP,
    says: 'a group launches from exactly one of launchTemplate and mixedInstancesPolicy',
    source: PROVIDER,
    fine: [{ launchTemplate: { id: 'lt-1' } }, mixed({})],
    broken: [{ minSize: 1 }, { ...mixed({}), launchTemplate: { id: 'lt-1' } }],
    check: inputs => {
      const given = setAmong(inputs, ['launchTemplate', 'mixedInstancesPolicy', 'launchConfiguration']);
      return given.length === 1 && !given.includes('launchConfiguration') ? [] : [given.join(' and ') || 'none'];
    },
  },
  {
    id: 'group-place',
    type: GROUP,
    says: 'a group names its subnets or its zones, not both',
    source: PROVIDER,
    fine: [{ vpcZoneIdentifiers: ['subnet-1'] }, { availabilityZones: ['us-east-1a'] }],
    broken: [{}, { vpcZoneIdentifiers: ['subnet-1'], availabilityZones: ['us-east-1a'] }],
    check: inputs => {
      const given = setAmong(inputs, ['vpcZoneIdentifiers', 'availabilityZones']);
      return given.length === 1 ? [] : [given.join(' and ') || 'neither'];
    },
  },
  {
    id: 'group-instance-lifetime',
    type: GROUP,
    says: 'maxInstanceLifetime is 0 (none) or at least a day',
    source: CREATE,
    fine: [{ maxInstanceLifetime: 0 }, { maxInstanceLifetime: 86_400 }],
    broken: [{ maxInstanceLifetime: 3600 }],
    check: inputs => {
      const seconds = numberAt(inputs, 'maxInstanceLifetime') ?? 0;
      return seconds === 0 || seconds >= 86_400 ? [] : [`${seconds} s`];
    },
  },
  {
    id: 'group-refresh-percentages',
    type: GROUP,
    says: 'an instance refresh keeps minHealthyPercentage (0 to 100) and maxHealthyPercentage (100 to 200) at most 100 apart',
    source: `Auto Scaling RefreshPreferences, ${API}`,
    fine: [refresh({ minHealthyPercentage: 0, maxHealthyPercentage: 100 }), refresh({ minHealthyPercentage: 90 })],
    broken: [
      refresh({ minHealthyPercentage: 50, maxHealthyPercentage: 200 }),
      refresh({ minHealthyPercentage: 101 }),
      refresh({ minHealthyPercentage: 90, maxHealthyPercentage: 99 }),
      refresh({ maxHealthyPercentage: 120 }),
    ],
    check: inputs =>
      objectsAt(inputs, 'instanceRefresh.preferences').flatMap(preferences => {
        const [min, max] = [
          numberAt(preferences, 'minHealthyPercentage'),
          numberAt(preferences, 'maxHealthyPercentage'),
        ];
        const isMinFine = min === undefined ? max === undefined : min >= 0 && min <= 100;
        const isMaxFine = max === undefined || (max >= 100 && max <= 200 && max - (min ?? 0) <= 100);
        return isMinFine && isMaxFine ? [] : [`min ${min}, max ${max}`];
      }),
  },
  {
    id: 'warm-pool-size',
    type: GROUP,
    says: 'a warm pool is bounded: maxGroupPreparedCapacity is given, and not below the minSize of the pool',
    source: `${WARM_POOL}: without it the pool fills up to the group's maximum`,
    fine: [{ warmPool: { minSize: 2, maxGroupPreparedCapacity: 2 } }, { warmPool: { maxGroupPreparedCapacity: 0 } }],
    broken: [
      { warmPool: { minSize: 3, maxGroupPreparedCapacity: 2 } },
      { warmPool: { minSize: 0 } },
      { warmPool: { minSize: -1, maxGroupPreparedCapacity: 2 } },
    ],
    check: inputs =>
      objectsAt(inputs, 'warmPool').flatMap(pool => {
        const [min = 0, max = -1] = [numberAt(pool, 'minSize'), numberAt(pool, 'maxGroupPreparedCapacity')];
        return min >= 0 && max >= min ? [] : [`minSize ${min}, maxGroupPreparedCapacity ${max}`];
      }),
  },
  {
    id: 'warm-pool-no-spot',
    type: GROUP,
    says: 'a group with a warm pool launches no Spot instances',
    source:
      'EC2 Auto Scaling guide, warm pools, 2023-06-15; mixed policies since: kubernetes/kops pull request 17800, 2025-12-09 [M]',
    fine: [{ warmPool: {}, ...mixed({ onDemandPercentageAboveBaseCapacity: 100 }) }, { warmPool: {} }],
    broken: [{ warmPool: {}, ...mixed({ onDemandPercentageAboveBaseCapacity: 0 }) }],
    check: inputs => {
      const percentage = numberAt(inputs, `${DISTRIBUTION}.onDemandPercentageAboveBaseCapacity`) ?? 100;
      return isSet(inputs, 'warmPool') && percentage < 100 ? [`${100 - percentage} % of it is Spot`] : [];
    },
  },
  {
    id: 'warm-pool-g-types-stop',
    type: GROUP,
    says: 'instances of G types are stopped in a warm pool, because they do not hibernate',
    source: 'EC2 DescribeInstanceTypes, HibernationSupported, 2026-08-02 [H]',
    fine: [
      { warmPool: { poolState: 'Stopped' }, ...mixed({}, [{ instanceType: 'g4dn.xlarge' }]) },
      { warmPool: { poolState: 'Hibernated' }, ...mixed({}, [{ instanceType: 'm5.large' }]) },
    ],
    broken: [{ warmPool: { poolState: 'Hibernated' }, ...mixed({}, [{ instanceType: 'g4dn.xlarge' }]) }],
    check: (inputs, surroundings) =>
      textAt(inputs, 'warmPool.poolState') === 'Hibernated'
        ? instanceTypesOf(inputs, surroundings).filter(type => /^g\d/.test(type))
        : [],
  },
  {
    id: 'group-tags-in-metadata',
    type: GROUP,
    says: 'where instances read their tags from their metadata, keys have letters, digits and +-=.,_:@ only, or the launch fails',
    source: 'EC2 guide, tag restrictions, 2023-06-15 [H]',
    fine: [tagged('enabled', 'asset-hub:fleet'), tagged('disabled', 'asset hub/fleet')],
    broken: [tagged('enabled', 'asset hub'), tagged('enabled', 'asset-hub/fleet')],
    check: (inputs, surroundings) => {
      const template = templateOf(inputs, surroundings);
      if (textAt(template?.inputs ?? {}, 'metadataOptions.instanceMetadataTags') !== 'enabled') return [];
      return textsAt(inputs, 'tags[].key').filter(key => !/^[\w+\-=.,:@]+$/.test(key));
    },
  },
  {
    id: 'mixed-type-count',
    type: GROUP,
    says: 'a mixed instances policy lists at most 40 types',
    source: `Auto Scaling LaunchTemplateOverrides, ${API}`,
    fine: [mixed({}, overridesOf(40))],
    broken: [mixed({}, overridesOf(41))],
    check: inputs => {
      const { length } = objectsAt(inputs, `${OVERRIDES}[]`);
      return length <= 40 ? [] : [`${length} types`];
    },
  },
  {
    id: 'mixed-no-market-options',
    type: GROUP,
    says: 'the launch template of a mixed instances policy leaves the market to the policy',
    source: 'EC2 Auto Scaling guide, creating a launch template, 2023-06-15 [H]',
    fine: [withTemplate({ imageId: 'ami-1' })],
    broken: [withTemplate({ instanceMarketOptions: { marketType: 'spot' } })],
    check: (inputs, surroundings) => {
      const template = isSet(inputs, 'mixedInstancesPolicy') ? templateOf(inputs, surroundings) : undefined;
      return template !== undefined && isSet(template.inputs, 'instanceMarketOptions')
        ? [`that of ${template.name}`]
        : [];
    },
  },
];

function refresh(preferences: JsonObject): JsonObject {
  return { instanceRefresh: { strategy: 'Rolling', preferences } };
}

function templateOf(inputs: JsonObject, { find }: Surroundings): KnownResource | undefined {
  const specification = 'mixedInstancesPolicy.launchTemplate.launchTemplateSpecification.launchTemplateId';
  return find(TEMPLATE, textAt(inputs, specification) ?? textAt(inputs, 'launchTemplate.id'));
}

function instanceTypesOf(inputs: JsonObject, surroundings: Surroundings): readonly string[] {
  const template = templateOf(inputs, surroundings);
  return [...textsAt(inputs, `${OVERRIDES}[].instanceType`), ...textsAt(template?.inputs ?? {}, 'instanceType')];
}
