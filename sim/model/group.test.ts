import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { reconcile } from './group.ts';
import { runUntil, type TinyHub, tinyWorld } from './test-world.ts';
import type { Instance, World } from './world.ts';

/** Sets the only group's desired capacity by hand, as an operator would. */
function setDesired(world: World, desiredCount: number): void {
  const group = world.groups[0]!;
  group.minCount = Math.min(group.minCount, desiredCount);
  group.desiredCount = desiredCount;
  reconcile(world, group);
}

const members = (world: World) => world.groups[0]!.members;
const zonesOf = (instances: readonly Instance[]) => instances.map(instance => instance.zone).toSorted();
const EMPTY: TinyHub = { base: { minCount: 0, maxCount: 10 } };

// EC2 Auto Scaling guide, scale-in protection, 2023-04-27.
check('scale-in', {
  'passes over a busy, protected instance; desired stays lowered and it goes when its job is done': () => {
    const world = tinyWorld({ base: { minCount: 2, maxCount: 2 }, arrivalsAtSeconds: [0] });
    runUntil(world, 5);
    setDesired(world, 0);
    assert.is(members(world).length, 1);
    assert.is(members(world)[0]!.state, 'inService');
    runUntil(world, 39);
    assert.equal([members(world).length, world.groups[0]!.desiredCount], [1, 0]);
    runUntil(world, 40);
    assert.is(members(world).length, 0);
    assert.is(world.jobs.endedSeconds[0], 40);
  },
  'lets an unprotected busy instance finish inside its termination hook': () => {
    const world = tinyWorld({
      base: { minCount: 1, maxCount: 1, scaleInProtection: false, drainSeconds: 600 },
      arrivalsAtSeconds: [0, 1],
    });
    runUntil(world, 5);
    setDesired(world, 0);
    assert.equal([members(world).length, world.groups[0]!.draining.size], [0, 1]);
    runUntil(world, 600);
    assert.is(world.jobs.endedSeconds[0], 40);
    assert.is(world.sessions[0]!.endSeconds, 40);
    assert.is(world.sessions[0]!.attemptCount, 1, 'a draining worker takes no further job');
  },
  'hands the job back when the hook runs out': () => {
    const world = tinyWorld({
      base: { minCount: 2, maxCount: 2, scaleInProtection: false, drainSeconds: 30 },
      arrivalsAtSeconds: [0, 0],
    });
    runUntil(world, 5);
    setDesired(world, 1);
    runUntil(world, 600);
    // Drained from 5 s, out at 35 s with its first stage (10 s) stored; the other worker, free at 40 s, needs 30 s more.
    assert.is(world.sessions[0]!.endSeconds, 35);
    assert.equal([world.sessions[0]!.usefulSeconds, world.sessions[0]!.redoSeconds], [10, 25]);
    assert.equal([...world.jobs.endedSeconds.subarray(0, 2)].toSorted(), [40, 70]);
  },
  'takes one that is still coming up': () => {
    const world = tinyWorld(EMPTY);
    setDesired(world, 1);
    runUntil(world, 30);
    setDesired(world, 0);
    runUntil(world, 600);
    assert.is(members(world).length, 0);
    assert.equal([world.sessions[0]!.bootSeconds, world.sessions[0]!.endSeconds], [10, 30]);
  },
});

// EC2 Auto Scaling guide, default termination policy, 2023-04-27.
check('the default termination policy', {
  'takes from the zone with most instances': () => {
    const world = tinyWorld({ base: { minCount: 5, maxCount: 5, zones: ['a', 'b', 'c'] } });
    assert.equal(zonesOf(members(world)), ['a', 'a', 'b', 'b', 'c']);
    setDesired(world, 3);
    assert.equal(zonesOf(members(world)), ['a', 'b', 'c']);
  },
  'takes the one nearest to its next hour within a zone': () => {
    const survivorAt = (seconds: number) => {
      const world = tinyWorld(EMPTY);
      runUntil(world, 100);
      setDesired(world, 1);
      runUntil(world, 1000);
      setDesired(world, 2);
      runUntil(world, seconds);
      setDesired(world, 1);
      return members(world)[0]!.launchedSeconds;
    };
    // At 3,650 s they are 3,550 and 2,650 s old; at 3,800 s 100 s into the second hour and 2,800 s into the first.
    assert.is(survivorAt(3650), 1000);
    assert.is(survivorAt(3800), 100);
  },
});

check('a launch', {
  // EC2 guide, instance lifecycle, 2023-05-31: `pending` is not billed.
  'is billed from running on: pending is free, boot and model load are billed': () => {
    const world = tinyWorld(EMPTY);
    setDesired(world, 1);
    runUntil(world, 100);
    const [session] = world.sessions;
    assert.equal([session!.start, session!.startSeconds, session!.bootSeconds], ['cold', 20, 40]);
    assert.is(members(world)[0]!.readySeconds, 20 + 30 + 10);
  },
  'takes its first job when launch, boot and load are over': () => {
    const world = tinyWorld({ ...EMPTY, arrivalsAtSeconds: [5] });
    setDesired(world, 1);
    runUntil(world, 200);
    assert.is(world.jobs.startedSeconds[0], 60);
    assert.is(world.jobs.coldStartSeconds[0], 55);
  },
  'goes to the zone with fewest instances': () => {
    const world = tinyWorld({ base: { minCount: 2, maxCount: 9, zones: ['a', 'b', 'c'] } });
    setDesired(world, 4);
    assert.equal(zonesOf(members(world)), ['a', 'a', 'b', 'c']);
  },
  // Undocumented; assumption launchRetrySecondsFirst doubling to launchRetrySecondsMax.
  'that fails is tried again after 30 s, doubling to 5 minutes, while desired stays': () => {
    const world = tinyWorld({ ...EMPTY, assumptions: { onDemandShortageRatio: 1 } });
    setDesired(world, 2);
    const failedAt: number[] = [];
    let seen = 0;
    const look = () => {
      if (world.counts.launchFailuresCapacity > seen) failedAt.push(world.calendar.nowSeconds);
      seen = world.counts.launchFailuresCapacity;
    };
    look();
    runUntil(world, 1400, look);
    assert.equal(failedAt, [0, 30, 90, 210, 450, 750, 1050, 1350]);
    assert.equal([world.groups[0]!.desiredCount, world.counts.launches], [2, 0]);
  },
  'that fails in one type is tried in the next': () => {
    const world = tinyWorld({
      base: { minCount: 0, maxCount: 400, instanceTypes: ['g4dn.xlarge', 'g5.xlarge'] },
      quotas: { onDemandVcpuMax: 100_000 },
      assumptions: { onDemandShortageRatio: 0.5, launchRetrySecondsFirst: 1, launchRetrySecondsMax: 1 },
    });
    setDesired(world, 400);
    runUntil(world, 3000);
    const second = members(world).filter(member => member.type.name === 'g5.xlarge').length;
    // Each launch succeeds at once in the first type (1/2) or in the second (1/4), so a third of them are the second.
    assert.ok(second > 100 && second < 167, `saw ${second} of 400, wanted about 133`);
  },
  'starts again at 30 s after a success': () => {
    const world = tinyWorld({ ...EMPTY, quotas: { onDemandVcpuMax: 4 } });
    setDesired(world, 2);
    runUntil(world, 100);
    assert.is(world.groups[0]!.launchBackoff.pauseSeconds, 120);
    setDesired(world, 0);
    runUntil(world, 300);
    setDesired(world, 1);
    assert.is(world.groups[0]!.launchBackoff.pauseSeconds, 0);
  },
});

// Service Quotas L-DB2E81BA and L-3819A6DF: vCPUs of running instances, per region.
check('the vCPU quota', {
  'counts vCPUs, not instances': () => {
    const launched = (instanceType: string) => {
      const world = tinyWorld({
        base: { minCount: 0, maxCount: 9, instanceTypes: [instanceType] },
        quotas: { onDemandVcpuMax: 20 },
      });
      setDesired(world, 9);
      runUntil(world, 1000);
      assert.ok(world.counts.launchFailuresQuota > 0);
      assert.is(world.groups[0]!.desiredCount, 9);
      return members(world).length;
    };
    assert.is(launched('g4dn.xlarge'), 5);
    assert.is(launched('g4dn.2xlarge'), 2);
  },
  'holds for all groups of a market together, and Spot has its own': () => {
    const group = { instanceTypes: ['g4dn.xlarge'], zones: ['a'], bootPath: 'cold', minCount: 0, maxCount: 9 };
    const fleet = { queues: ['work'], base: group, burst: group };
    const world = tinyWorld({ fleets: { one: fleet, two: fleet }, quotas: { onDemandVcpuMax: 12, spotVcpuMax: 20 } });
    for (const each of world.groups) {
      each.desiredCount = 9;
      reconcile(world, each);
    }
    runUntil(world, 1000);
    assert.equal(world.usedVcpuCount, { onDemand: 12, spot: 20 });
  },
  'is free again when an instance goes': () => {
    const world = tinyWorld({ ...EMPTY, quotas: { onDemandVcpuMax: 8 } });
    setDesired(world, 2);
    runUntil(world, 100);
    setDesired(world, 1);
    assert.is(world.usedVcpuCount.onDemand, 4);
    setDesired(world, 2);
    assert.is(world.usedVcpuCount.onDemand, 8);
  },
});
