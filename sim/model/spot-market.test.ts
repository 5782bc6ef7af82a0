import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import { reconcile } from './group.ts';
import { flipPool, freeCapacity } from './spot-market.ts';
import { runUntil, type TinyHub, tinyWorld } from './test-world.ts';
import type { World } from './world.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;

function grown(hub: TinyHub, desiredCount: number): World {
  const world = tinyWorld(hub);
  world.groups[0]!.desiredCount = desiredCount;
  reconcile(world, world.groups[0]!);
  return world;
}

const placesOf = (world: World) =>
  world.groups[0]!.members.map(member => `${member.type.name}:${member.zone}`).toSorted();

// EC2 Auto Scaling guide, Spot allocation strategies, 2023-04-27; the exact weighing is not documented.
check('price-capacity-optimized', {
  'takes the cheapest pool of a zone, and the next one when it is full': () => {
    const burst = { minCount: 0, maxCount: 9, instanceTypes: ['g6.xlarge', 'g4dn.xlarge', 'g4dn.2xlarge'] };
    const world = grown({ burst, assumptions: { spotPoolCapacityCount: 2 } }, 5);
    assert.equal(placesOf(world), [
      'g4dn.2xlarge:a',
      'g4dn.2xlarge:a',
      'g4dn.xlarge:a',
      'g4dn.xlarge:a',
      'g6.xlarge:a',
    ]);
  },
  'balances the zones first': () => {
    const burst = { minCount: 0, maxCount: 9, zones: ['a', 'b', 'c'] };
    assert.equal(placesOf(grown({ burst }, 4)), ['g4dn.xlarge:a', 'g4dn.xlarge:a', 'g4dn.xlarge:b', 'g4dn.xlarge:c']);
  },
  'keeps desired and tries again when no pool has capacity': () => {
    const world = grown({ burst: { minCount: 0, maxCount: 9 }, assumptions: { spotPoolCapacityCount: 2 } }, 5);
    runUntil(world, 100);
    assert.equal([world.groups[0]!.members.length, world.groups[0]!.desiredCount], [2, 5]);
    assert.ok(world.counts.launchFailuresCapacity >= 3);
  },
});

check('a Spot pool', {
  'that runs dry interrupts all its instances within the spread, and no other pool': () => {
    const burst = { minCount: 0, maxCount: 9, zones: ['a', 'b'], capacityRebalance: false };
    const world = grown({ burst, assumptions: { spotOutageSpreadSeconds: 60 } }, 8);
    runUntil(world, 200);
    const [pool] = world.pools;
    pool!.regime = 'tightOn';
    pool!.regimeEndsSeconds = 10 * DAY;
    flipPool(world, pool!);
    assert.is(freeCapacity(world, pool!), 0);
    runUntil(world, 200 + 60 + 120);
    const ended = world.sessions.filter(session => session.interrupted);
    assert.equal([...new Set(ended.map(session => session.zone))], [pool!.zone]);
    assert.is(ended.length, 4);
    assert.ok(ended.every(session => session.endSeconds >= 320 && session.endSeconds <= 380));
    runUntil(world, 600);
    assert.ok(
      world.groups[0]!.members.every(member => member.zone !== pool!.zone),
      'replaced in the other zone',
    );
    assert.equal([pool!.usedCount, pool!.instances.size], [0, 0]);
  },
  // hub/catalog/assumptions.ts: spotCalmHazardPerHour is a rate per instance hour; interruptions are then Poisson.
  'interrupts at the calm hazard': () => {
    const world = grown(
      {
        burst: { minCount: 0, maxCount: 50 },
        quotas: { spotVcpuMax: 1000 },
        assumptions: { spotCalmHazardPerHour: 0.5 },
      },
      50,
    );
    runUntil(world, 10 * HOUR);
    const hours = world.sessions.reduce(
      (sum, each) => sum + (Number.isNaN(each.endSeconds) ? 10 * HOUR : each.endSeconds) - each.startSeconds,
      0,
    );
    // Sessions run on for the notice and for a replacement: about 2 % of their hours.
    const expected = (0.5 * hours) / HOUR;
    near(world.counts.interruptions, expected, 4 * Math.sqrt(expected) + 0.05 * expected);
  },
  'is tight for the assumed share of its time': () => {
    const burst = {
      minCount: 0,
      maxCount: 1,
      zones: ['a', 'b', 'c', 'd', 'f'],
      instanceTypes: ['g4dn.xlarge', 'g5.xlarge'],
    };
    const world = tinyWorld({ burst, assumptions: { spotTightShareRatio: 0.3 } });
    let tightCount = 0;
    let sampleCount = 0;
    for (let seconds = 0; seconds < 200 * DAY; seconds += 6 * HOUR) {
      runUntil(world, seconds);
      for (const pool of world.pools) if (pool.regime !== 'calm') tightCount += 1;
      sampleCount += world.pools.length;
    }
    // About 2,400 cycles of calm and tight: a standard error of 0.01.
    near(tightCount / sampleCount, 0.3, 0.04);
  },
});

check('a storm', {
  'takes all instances of the struck pools at once, after its notice, and lets nothing launch until it ends': () => {
    const world = grown(
      {
        burst: { minCount: 0, maxCount: 9, zones: ['a', 'b'], capacityRebalance: false },
        spotEvents: [{ atSeconds: 500, outageSeconds: 1000, shareRatio: 1, noticeSeconds: 30 }],
      },
      4,
    );
    runUntil(world, 600);
    assert.equal(
      world.sessions.map(session => [session.endSeconds, session.interrupted]),
      Array.from({ length: 4 }, () => [530, true]),
    );
    runUntil(world, 1500);
    assert.is(world.groups[0]!.members.length, 0);
    runUntil(world, 2000);
    assert.equal([world.groups[0]!.members.length, world.sessions.length], [4, 8]);
    assert.ok(world.sessions[4]!.startSeconds >= 1520);
  },
  'strikes its share of the pools': () => {
    const burst = {
      minCount: 0,
      maxCount: 9,
      zones: ['a', 'b', 'c', 'd', 'f'],
      instanceTypes: ['g4dn.xlarge', 'g5.xlarge'],
    };
    const spotEvents = [{ atSeconds: 10, outageSeconds: 100, shareRatio: 0.3 }];
    let struck = 0;
    for (let seed = 0; seed < 50; seed += 1) {
      const world = runUntil(tinyWorld({ burst, spotEvents, seed }), 20);
      struck += world.pools.filter(pool => pool.stormed).length;
    }
    // 500 draws: a standard error of 0.02.
    near(struck / 500, 0.3, 0.08);
  },
  'goes on when an earlier one ends in its midst': () => {
    const spotEvents = [
      { atSeconds: 100, outageSeconds: 400, shareRatio: 1 },
      { atSeconds: 300, outageSeconds: 700, shareRatio: 1 },
    ];
    const world = tinyWorld({ burst: { minCount: 0, maxCount: 9 }, spotEvents });
    const openAt = (seconds: number) => freeCapacity(runUntil(world, seconds), world.pools[0]!) > 0;
    assert.equal([openAt(99), openAt(499), openAt(501), openAt(999), openAt(1001)], [true, false, false, false, true]);
  },
  'without notice takes a job with it, which comes back when its visibility timeout ends': () => {
    const world = tinyWorld({
      stages: { 'text-to-image': 100 },
      burst: { minCount: 1, maxCount: 1 },
      queue: { heartbeatSeconds: 60, visibilityTimeoutSeconds: 300 },
      arrivalsAtSeconds: [0],
      spotEvents: [{ atSeconds: 50, outageSeconds: 10, shareRatio: 1, noticeSeconds: 0 }],
    });
    runUntil(world, 1000);
    assert.equal([world.sessions[0]!.endSeconds, world.sessions[0]!.redoSeconds], [50, 50]);
    assert.is(world.jobs.endedSeconds[0], 300 + 100);
  },
});

check('replay of an availability trace', {
  'opens and closes every pool as the record says, from a place of its own, round and round': () => {
    const spotTrace = {
      startSeconds: Float64Array.of(0, 600, 900),
      isAvailable: Uint8Array.of(1, 0, 1),
      endSeconds: 1000,
    };
    const burst = { minCount: 0, maxCount: 9, zones: ['a', 'b', 'c'] };
    const world = tinyWorld({ burst, spotTrace });
    const shifts = world.pools.map(pool => pool.replayShiftSeconds);
    assert.is(new Set(shifts).size, 3);
    for (let seconds = 1; seconds < 5000; seconds += 7) {
      runUntil(world, seconds);
      for (const pool of world.pools) {
        const place = (pool.replayShiftSeconds + seconds) % 1000;
        const isOpen = place < 600 || place >= 900;
        assert.is(freeCapacity(world, pool) > 0, isOpen, `pool ${pool.zone} at ${seconds}`);
      }
    }
  },
  'interrupts what runs when the record closes': () => {
    const spotTrace = { startSeconds: Float64Array.of(0, 3000), isAvailable: Uint8Array.of(1, 0), endSeconds: 4000 };
    for (let seed = 1; seed <= 5; seed += 1) {
      const world = tinyWorld({ burst: { minCount: 0, maxCount: 9, capacityRebalance: false }, spotTrace, seed });
      world.groups[0]!.desiredCount = 1;
      runUntil(world, 8000, () => {
        if (world.groups[0]!.members.length === 0 && freeCapacity(world, world.pools[0]!) > 0) {
          reconcile(world, world.groups[0]!);
        }
      });
      const [pool] = world.pools;
      const ended = world.sessions.filter(session => session.interrupted);
      assert.ok(ended.length >= 1);
      for (const session of ended) near((session.endSeconds + pool!.replayShiftSeconds) % 4000, 3120, 1e-3);
    }
  },
});
