/** Compares the tables with the SDKs: every type exists, and has every output that the engine answers. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as assert from 'uvu/assert';
import { check } from '../../kit/check.ts';
import { KINDS, kindOf } from './kind-of.ts';
import type { Made } from './resource-kind.ts';
import { vpcOutputs } from './vpc-outputs.ts';

const require = createRequire(import.meta.url);

/** `aws:sqs/queue:Queue` is in @pulumi/aws/sqs/queue; what is at the top of its package says index. */
function sdkFileOf(type: string, extension: 'js' | 'd.ts'): string {
  const [packageName = '', path = '', className = ''] = type.split(':');
  const file = path.includes('/') ? path.replace(/^index\//, '') : `${path}/${className.toLowerCase()}`;
  return require.resolve(`@pulumi/${packageName}/${file}.js`).replace(/js$/, extension);
}

const made = (inputs: Made['inputs'] = {}): Made => ({
  name: 'hub-dev-thing-0123456',
  inputs,
  hash: '0123456789abcdef'.repeat(4),
  region: 'us-east-1',
});
const typesOf = (prefix: string) => Object.keys(KINDS).filter(type => type.startsWith(prefix));

check('the kinds of resources', {
  'are types of the SDKs': () => {
    assert.ok(typesOf('aws:').length > 40);
    for (const type of Object.keys(KINDS)) {
      const source = readFileSync(sdkFileOf(type, 'js'), 'utf8');
      assert.match(source, new RegExp(`__pulumiType = ['"]${type}['"]`), type);
    }
  },
  'answer outputs that the SDKs declare, and names where they expect them': () => {
    for (const [type, { nameProperty, outputsOf }] of Object.entries(KINDS)) {
      const declared = readFileSync(sdkFileOf(type, 'd.ts'), 'utf8');
      const answered = [...Object.keys(outputsOf({ ...made(), id: 'id' })), ...(nameProperty ? [nameProperty] : [])];
      for (const output of answered) {
        assert.match(declared, new RegExp(`^    readonly ${output}: pulumi\\.Output<`, 'm'), `${type} ${output}`);
      }
    }
  },
  'have an id whatever the type': () => {
    for (const type of [...typesOf('aws:'), ...typesOf('tls:'), 'random:index/randomId:RandomId']) {
      assert.ok(kindOf(type).idOf(made()) !== '', type);
    }
  },
});

const zonesOf = (inputs: Made['inputs']) => vpcOutputs(made(inputs));

check('the subnets of a network', {
  'are one per zone and specification': () => {
    const { publicSubnetIds, privateSubnetIds, isolatedSubnetIds } = zonesOf({
      availabilityZoneNames: ['us-east-1a', 'us-east-1d'],
      subnetSpecs: [{ type: 'Public' }, { type: 'Isolated' }, { type: 'Isolated' }],
    });
    assert.equal(publicSubnetIds, ['subnet-public-us-east-1a', 'subnet-public-us-east-1d']);
    assert.equal(privateSubnetIds, []);
    assert.equal(new Set(isolatedSubnetIds as string[]).size, 4);
  },
  'are public and private ones in three zones by default': () => {
    const { publicSubnetIds, privateSubnetIds } = zonesOf({});
    assert.is((publicSubnetIds as string[]).length, 3);
    assert.is((privateSubnetIds as string[]).length, 3);
  },
  'need a type': () => assert.throws(() => zonesOf({ subnetSpecs: [{ name: 'x' }] }), /has no type/),
});
