import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { parseStackConfig } from '../../hub/plan/parse-stack-config.ts';
import { stackText } from '../../hub/plan/stack-text.test-data.ts';
import { check } from '../../test/kit/check.ts';
import { type VpcLayout, vpcLayoutOf } from './vpc-layout.ts';

type Network = { readonly cidrBlock?: string; readonly workerSubnets?: 'public' | 'private' };

/** A hub with one Spot group of `maxCount` workers in `zones`. */
function planOf(maxCount: number, zones: readonly string[], network: Network = {}, natGatewayCount = 0) {
  const group = { 'maxCount: 1': `maxCount: ${maxCount}\n        zones: [${zones.join(', ')}]` };
  const section = `  asset-hub:network: ${JSON.stringify({ ...network, natGatewayCount })}\n`;
  const quotas = '  asset-hub:quotas: { spotVcpuMax: 100000 }\n';
  const parsed = parseStackConfig({ text: stackText(group, section + quotas), file: 'test.yaml', stack: 'test' });
  if (parsed.kind !== 'plan') throw new Error(JSON.stringify(parsed.problems));
  return parsed.plan;
}

/** First and last address of a range, as numbers. */
type AddressRange = { readonly first: number; readonly last: number; readonly type: string };

function rangeOf(cidrBlock: string): AddressRange {
  const [address = '', mask] = cidrBlock.split('/');
  const size = 2 ** (32 - Number(mask));
  const value = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const first = value - (value % size);
  return { first, last: first + size - 1, type: 'vpc' };
}

/**
 * The subnets awsx makes of a layout with its strategy Auto: zones take slots of `availabilityZoneCidrMask` one after the
 * other; in each slot every subnet starts at the first multiple of its size after the one before.
 */
function allocate(cidrBlock: string, { zones, zoneCidrMask, subnetSpecs }: VpcLayout): AddressRange[] {
  const start = rangeOf(cidrBlock).first;
  return zones.flatMap((_, index) => {
    let next = start + index * 2 ** (32 - zoneCidrMask);
    return subnetSpecs.map(({ type, cidrMask }) => {
      const size = 2 ** (32 - cidrMask);
      const first = Math.ceil(next / size) * size;
      next = first + size;
      return { first, last: next - 1, type };
    });
  });
}

const anyZones = fc.subarray(['a', 'b', 'c', 'd', 'e', 'f'], { minLength: 1 });
const anyRange = fc
  .tuple(fc.integer({ min: 16, max: 20 }), fc.nat(255))
  .map(([mask, part]) => `10.${part}.0.0/${mask}`);

check('the layout of the VPC', {
  'is public subnets alone while workers are public': () => {
    const layout = vpcLayoutOf(planOf(100, ['a', 'b']));
    assert.equal(layout, {
      zones: ['us-east-1a', 'us-east-1b'],
      zoneCidrMask: 19,
      subnetSpecs: [{ type: 'Public', cidrMask: 20 }],
      natStrategy: 'None',
    });
  },
  'adds private subnets and moves no public one when workers become private': () => {
    const open = planOf(100, ['a', 'b', 'c']);
    const closed = planOf(100, ['a', 'b', 'c'], { workerSubnets: 'private' }, 1);
    const before = allocate(open.network.cidrBlock, vpcLayoutOf(open));
    const after = allocate(closed.network.cidrBlock, vpcLayoutOf(closed));
    assert.is(after.length, 2 * before.length);
    assert.equal(
      after.filter(subnet => subnet.type === 'Public'),
      before,
    );
  },
  'never overlaps, stays in its range and holds all workers and their replacements in each zone': () =>
    fc.assert(
      fc.property(
        anyZones,
        anyRange,
        fc.boolean(),
        fc.integer({ min: 1, max: 120 }),
        (zones, cidrBlock, isPrivate, max) => {
          const plan = isPrivate
            ? planOf(max, zones, { cidrBlock, workerSubnets: 'private' }, 1)
            : planOf(max, zones, { cidrBlock });
          const subnets = allocate(cidrBlock, vpcLayoutOf(plan)).sort((a, b) => a.first - b.first);
          const whole = rangeOf(cidrBlock);
          assert.is(subnets.length, zones.length * (isPrivate ? 2 : 1));
          assert.ok(subnets[0]!.first >= whole.first && subnets.at(-1)!.last <= whole.last);
          for (const [index, { first, last }] of subnets.entries()) {
            if (index > 0) assert.ok(first > subnets[index - 1]!.last, 'subnets overlap');
            assert.ok(last - first + 1 - 5 >= 2 * max, 'a subnet is too small');
          }
        },
      ),
      { numRuns: 60 },
    ),
  'does not depend on how many workers there may be': () =>
    assert.equal(vpcLayoutOf(planOf(1, ['a', 'f'])), vpcLayoutOf(planOf(500, ['a', 'f']))),
  'moves no subnet when a zone is added after the others': () => {
    const cidrBlock = '10.40.0.0/16';
    const before = allocate(cidrBlock, vpcLayoutOf(planOf(9, ['a', 'b', 'c', 'd'])));
    const after = allocate(cidrBlock, vpcLayoutOf(planOf(9, ['a', 'b', 'c', 'd', 'f'])));
    assert.equal(after.slice(0, before.length), before);
  },
  'takes a hundred workers in two groups each of two fleets with a /16, and many more': () =>
    assert.not.throws(() => vpcLayoutOf(planOf(2000, ['a']))),
  'refuses a range whose zones are too small for the workers': () =>
    assert.throws(
      () => vpcLayoutOf(planOf(100, ['a'], { cidrBlock: '10.0.0.0/21' })),
      /must hold every worker.*200 addresses \(saw 10\.0\.0\.0\/21, 123 a zone\)/,
    ),
  'counts stopped instances of a warm pool, which keep their addresses': () => {
    const plan = planOf(1, ['a'], { cidrBlock: '10.0.0.0/24' });
    const burst = plan.fleets[0]!.burst!;
    const withPool = (preparedCapacityMax: number) => {
      const warmPool = { minCount: 0, preparedCapacityMax, reuseOnScaleIn: true, bootPath: 'warm-start' };
      return { ...plan, fleets: [{ ...plan.fleets[0]!, base: { ...burst, warmPool } }] };
    };
    assert.not.throws(() => vpcLayoutOf(withPool(4)));
    assert.throws(() => vpcLayoutOf(withPool(5)), /12 addresses \(saw 10\.0\.0\.0\/24, 11 a zone\)/);
  },
  'refuses what AWS would refuse': () => {
    for (const cidrBlock of ['10.0.0.0/15', '10.0.0.0/25'])
      assert.throws(() => vpcLayoutOf(planOf(1, ['a'], { cidrBlock })), /must be a range from \/16 to \/24/);
  },
});
