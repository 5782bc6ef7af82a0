import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { volumeSchema } from '../../hub/plan/fleet-plan.ts';
import { check } from '../../test/kit/check.ts';
import { stackPlan } from '../../test/kit/stack-plan.ts';
import { launchTemplateArgs } from './launch-template-args.ts';
import { bakedImageParameter, machineImageOf } from './machine-image.ts';
import { rootVolume } from './root-volume.ts';

const plan = stackPlan('prod');
const needs = {
  plan,
  group: plan.fleets[0]!.burst!,
  imageId: 'ami-1',
  instanceProfileArn: 'arn:profile',
  securityGroupId: 'sg-1',
  userData: 'IyE=',
  tags: { 'asset-hub:fleet': 'generation' },
};

/** The arguments as the provider gets them. */
function plainArgs(fields: Partial<typeof needs> = {}) {
  return JSON.parse(JSON.stringify(launchTemplateArgs({ ...needs, ...fields })));
}

check('a launch template', {
  'refuses metadata requests without a token, and from more than one hop away': () => {
    const { httpTokens, httpPutResponseHopLimit } = plainArgs().metadataOptions;
    assert.equal([httpTokens, httpPutResponseHopLimit], ['required', 1]);
  },
  'shows instances their tags, by which they know their group': () => {
    assert.is(plainArgs().metadataOptions.instanceMetadataTags, 'enabled');
  },
  'gives a public address where the workers are in public subnets, and only there': () => {
    const addressIn = (workerSubnets: 'public' | 'private') =>
      plainArgs({ plan: { ...plan, network: { ...plan.network, workerSubnets } } }).networkInterfaces[0]
        .associatePublicIpAddress;
    assert.equal([addressIn('public'), addressIn('private')], ['true', 'false']);
  },
  'puts the worker into its security group and nothing else': () => {
    assert.equal(plainArgs().networkInterfaces[0].securityGroups, ['sg-1']);
    assert.is(plainArgs().vpcSecurityGroupIds, undefined);
  },
  'asks for no market: the group does': () => assert.is(plainArgs().instanceMarketOptions, undefined),
  'tags what its group cannot': () => {
    assert.equal(plainArgs().tagSpecifications, [
      { resourceType: 'volume', tags: needs.tags },
      { resourceType: 'network-interface', tags: needs.tags },
    ]);
  },
  'monitors in detail only where the plan says so': () => {
    const enabled = (detailedMonitoring: boolean) =>
      plainArgs({ plan: { ...plan, observability: { ...plan.observability, detailedMonitoring } } }).monitoring.enabled;
    assert.equal([enabled(false), enabled(true)], [false, true]);
  },
  'makes its newest version the default one': () => assert.is(plainArgs().updateDefaultVersion, true),
});

check('a root volume', {
  'is as large and as fast as the plan says, encrypted, and ends with its instance': () => {
    assert.equal(rootVolume({ sizeGibibytes: 80, throughputMebibytesPerSecond: 437 }), {
      deviceName: '/dev/xvda',
      ebs: {
        volumeType: 'gp3',
        volumeSize: 80,
        throughput: 437,
        iops: 3000,
        encrypted: 'true',
        deleteOnTermination: 'true',
      },
    });
  },
  'has the operations for any throughput that a plan may ask for': () => {
    const ofPlan = (throughput: number) =>
      volumeSchema.safeParse({ throughputMebibytesPerSecond: throughput }).data?.throughputMebibytesPerSecond;
    fc.assert(
      fc.property(fc.integer({ min: 125, max: 2000 }), asked => {
        const throughputMebibytesPerSecond = ofPlan(asked);
        if (throughputMebibytesPerSecond === undefined) return;
        const { iops } = rootVolume({ sizeGibibytes: 100, throughputMebibytesPerSecond }).ebs;
        assert.ok(throughputMebibytesPerSecond / iops <= 0.25, `${throughputMebibytesPerSecond}`);
      }),
    );
    assert.is(ofPlan(750), 750);
  },
});

check('the machine image', {
  'is the one the plan pins, on every boot path': () => {
    const images = { ...plan.images, machineImageId: 'ami-0123456789abcdef0' };
    for (const bootPath of ['plain', 'baked-ami', 'weights-from-s3']) {
      assert.equal(machineImageOf({ ...plan, images }, bootPath), { kind: 'id', imageId: 'ami-0123456789abcdef0' });
    }
  },
  'is the one baked last for its stack': () => {
    for (const bootPath of ['baked-ami', 'weights-from-s3']) {
      assert.equal(machineImageOf(plan, bootPath), { kind: 'parameter', name: '/asset-hub/prod/machine-image' });
    }
    assert.is(bakedImageParameter('dev'), '/asset-hub/dev/machine-image');
  },
  'is a stock one where everything is installed at launch': () => {
    const image = machineImageOf(plan, 'plain');
    assert.match(
      image.kind === 'parameter' ? image.name : '',
      /^\/aws\/service\/ami-amazon-linux-latest\/al2023.*x86_64$/,
    );
  },
});
