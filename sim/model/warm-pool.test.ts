import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { reconcile, warmPoolTarget } from './group.ts';
import { runUntil, type TinyHub, tinyWorld } from './test-world.ts';
import type { World } from './world.ts';

function pooledHub(warmPool: object, rest: Omit<TinyHub, 'base'> & { base?: object } = {}): TinyHub {
  const { base = {}, ...others } = rest;
  return { ...others, base: { minCount: 1, maxCount: 10, ...base, warmPool: { bootPath: 'warm', ...warmPool } } };
}

function setDesired(world: World, desiredCount: number): void {
  world.groups[0]!.desiredCount = desiredCount;
  reconcile(world, world.groups[0]!);
}

const pooled = (world: World) => world.groups[0]!.pooled;
const starts = (world: World) => world.sessions.map(session => session.start);

// EC2 Auto Scaling guide, warm pools, 2023-04-27.
check('warm pool size', {
  "is the maximum prepared capacity less desired: the guide's 10 less 6 is 4": () => {
    const world = tinyWorld(pooledHub({ preparedCapacityMax: 10 }, { base: { minCount: 6, maxCount: 10 } }));
    assert.is(warmPoolTarget(world.groups[0]!), 4);
    assert.is(pooled(world).length, 4);
    assert.ok(pooled(world).every(instance => instance.state === 'stopped'));
  },
  'is never below its own minimum': () => {
    const hub = pooledHub({ preparedCapacityMax: 6, minCount: 2 }, { base: { minCount: 6, maxCount: 10 } });
    assert.is(pooled(tinyWorld(hub)).length, 2);
  },
  'follows desired down and up': () => {
    const world = tinyWorld(pooledHub({ preparedCapacityMax: 4 }));
    assert.is(pooled(world).length, 3);
    setDesired(world, 4);
    runUntil(world, 500);
    assert.is(pooled(world).length, 0);
    setDesired(world, 1);
    runUntil(world, 1000);
    assert.is(pooled(world).length, 3);
  },
});

check('warm pool scale-out', {
  'takes stopped instances first, by the warm boot path: their volume is hydrated': () => {
    const world = tinyWorld(pooledHub({ preparedCapacityMax: 3 }));
    setDesired(world, 2);
    runUntil(world, 100);
    assert.equal(starts(world), ['cold', 'warm']);
    const [, warm] = world.sessions;
    assert.equal([warm!.startSeconds, warm!.bootSeconds], [15, 15]);
    assert.is(world.groups[0]!.members[1]!.readySeconds, 15 + 5 + 10);
  },
  'launches cold once the pool is empty': () => {
    const world = tinyWorld(pooledHub({ preparedCapacityMax: 2 }));
    setDesired(world, 4);
    runUntil(world, 100);
    assert.equal(starts(world), ['cold', 'warm', 'cold', 'cold']);
    assert.equal(
      world.groups[0]!.members.map(member => member.readySeconds),
      [Number.NEGATIVE_INFINITY, 30, 60, 60],
    );
  },
  'can fail for lack of capacity, as a stopped instance holds none': () => {
    const world = tinyWorld(pooledHub({ preparedCapacityMax: 3 }, { assumptions: { onDemandShortageRatio: 1 } }));
    setDesired(world, 2);
    runUntil(world, 100);
    assert.equal([world.groups[0]!.members.length, world.groups[0]!.desiredCount], [1, 2]);
    assert.is(pooled(world).length, 2);
    assert.ok(world.counts.launchFailuresCapacity >= 3);
  },
  'needs vCPU quota only then: stopped instances use none': () => {
    const world = tinyWorld(pooledHub({ preparedCapacityMax: 3 }, { quotas: { onDemandVcpuMax: 8 } }));
    assert.is(world.usedVcpuCount.onDemand, 4);
    setDesired(world, 3);
    runUntil(world, 100);
    assert.is(world.usedVcpuCount.onDemand, 8);
    assert.ok(world.counts.launchFailuresQuota > 0);
  },
  'is not held up by a refill that failed': () => {
    // The refill needs more quota than is left while the start from the pool fits.
    const world = tinyWorld(pooledHub({ preparedCapacityMax: 3, minCount: 2 }, { quotas: { onDemandVcpuMax: 12 } }));
    setDesired(world, 3);
    assert.is(world.counts.launchFailuresQuota, 1, 'both starts fit, the refill does not');
    runUntil(world, 100);
    setDesired(world, 2);
    assert.equal([pooled(world).length, world.groups[0]!.refillBackoff.pending], [1, true]);
    setDesired(world, 3);
    assert.is(world.groups[0]!.members.length, 3, 'a start from the pool does not wait for the back-off of the refill');
  },
});

check('warm pool refill', {
  'is a cold launch, billed as boot until it stops': () => {
    const world = tinyWorld(pooledHub({ preparedCapacityMax: 2, minCount: 1 }));
    setDesired(world, 2);
    runUntil(world, 300);
    const refill = world.sessions.find(session => session.start === 'pool')!;
    assert.equal([refill.startSeconds, refill.endSeconds, refill.bootSeconds], [20, 60, 40]);
    assert.is(pooled(world).length, 1);
  },
  'takes no work while it warms up, however much waits': () => {
    // One worker busy with 40 s jobs; the instance warming from 0 to 60 s must not touch the second job.
    const world = tinyWorld(
      pooledHub({ preparedCapacityMax: 3, minCount: 1 }, { arrivalsAtSeconds: [0, 0, 0, 0], base: { maxCount: 3 } }),
    );
    world.groups[0]!.pooled.length = 0;
    setDesired(world, 1);
    runUntil(world, 500);
    assert.equal([...world.jobs.endedSeconds.subarray(0, 4)], [40, 80, 120, 160]);
  },
  'leaves a stopped instance unbilled but for its volume': () => {
    const world = runUntil(tinyWorld(pooledHub({ preparedCapacityMax: 4 })), 3000);
    assert.is(world.sessions.length, 1);
    assert.is(world.volumes.length, 4);
    assert.ok(world.volumes.every(volume => volume.startSeconds === 0 && Number.isNaN(volume.endSeconds)));
  },
  'drops what is over the target': () => {
    const world = tinyWorld(pooledHub({ preparedCapacityMax: 3 }));
    pooled(world).length = 0; // as if the pool had run empty
    setDesired(world, 1);
    runUntil(world, 10);
    assert.is(pooled(world).length, 2, 'two warm up');
    setDesired(world, 3);
    assert.equal([pooled(world).length, warmPoolTarget(world.groups[0]!)], [0, 0]);
    runUntil(world, 100);
    assert.equal(starts(world), ['cold', 'cold', 'cold'], 'gone before they ran: never billed');
  },
  'keeps a stopped instance that the group is about to start': () => {
    const world = tinyWorld(pooledHub({ preparedCapacityMax: 4, minCount: 1 }, { quotas: { onDemandVcpuMax: 12 } }));
    setDesired(world, 4);
    assert.equal([pooled(world).length, world.groups[0]!.members.length], [1, 3], 'the one that is owed stays');
  },
});

check('reuse on scale-in', {
  'stops the instance into the pool, and the next scale-out starts the same one warm': () => {
    const world = tinyWorld(pooledHub({ preparedCapacityMax: 2 }));
    setDesired(world, 2);
    runUntil(world, 100);
    setDesired(world, 1);
    runUntil(world, 200);
    assert.is(pooled(world).length, 1);
    setDesired(world, 2);
    runUntil(world, 300);
    assert.is(world.instances.length, 2);
    assert.equal(starts(world), ['cold', 'warm', 'warm']);
    assert.is(world.sessions[2]!.instance, world.sessions[0]!.instance);
    assert.is(world.volumes.length, 2);
  },
  'turns a cold start into a warm one the next time': () => {
    const world = tinyWorld(pooledHub({ preparedCapacityMax: 3 }));
    world.groups[0]!.pooled.length = 0; // as if the pool had run empty
    setDesired(world, 3);
    runUntil(world, 100);
    assert.equal(starts(world).toSorted(), ['cold', 'cold', 'cold']);
    setDesired(world, 1);
    setDesired(world, 3);
    runUntil(world, 200);
    assert.equal(starts(world).slice(3), ['warm', 'warm']);
  },
  'switched off terminates it, and the pool is refilled by a cold launch': () => {
    const world = tinyWorld(pooledHub({ preparedCapacityMax: 2, reuseOnScaleIn: false }));
    setDesired(world, 2);
    runUntil(world, 100);
    setDesired(world, 1);
    runUntil(world, 300);
    assert.equal(starts(world), ['cold', 'warm', 'pool']);
    assert.is(pooled(world).length, 1);
  },
  'of a busy instance waits for its job, and no refill takes its place': () => {
    const world = tinyWorld(
      pooledHub({ preparedCapacityMax: 2 }, { base: { scaleInProtection: false }, arrivalsAtSeconds: [100, 100] }),
    );
    setDesired(world, 2);
    runUntil(world, 110);
    setDesired(world, 1);
    runUntil(world, 139);
    assert.is(pooled(world).length, 0, 'the draining one will come back');
    runUntil(world, 400);
    assert.not.ok(starts(world).includes('pool'));
    assert.is(pooled(world).filter(instance => instance.state === 'stopped').length, 1);
    assert.is(world.groups[0]!.members.length, 1);
  },
});
