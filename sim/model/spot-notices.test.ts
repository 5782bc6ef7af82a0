import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { reconcile } from './group.ts';
import { scheduleInterruption } from './spot-market.ts';
import { onNotice, onRebalance } from './spot-notices.ts';
import { runUntil, type TinyHub, tinyWorld } from './test-world.ts';
import type { World } from './world.ts';

const ONE_JOB: TinyHub = {
  burst: { minCount: 1, maxCount: 3, capacityRebalance: false },
  arrivalsAtSeconds: [0],
  worker: { noticeFinishSeconds: 100 },
};

/** The first instance is interrupted: notice at this moment. */
function interrupted(hub: TinyHub, atSeconds: number, untilSeconds: number, noticeSeconds = 120): World {
  const world = tinyWorld(hub);
  scheduleInterruption(world, world.instances[0]!, atSeconds, noticeSeconds);
  return runUntil(world, untilSeconds);
}

const useOf = (world: World, session: number) => {
  const { usefulSeconds, redoSeconds, idleSeconds, drainSeconds } = world.sessions[session]!;
  return { usefulSeconds, redoSeconds, idleSeconds, drainSeconds };
};

// EC2 guide, Spot interruption notices, 2023-05-31: two minutes, best effort.
check('a Spot interruption', {
  'takes the instance two minutes after its notice': () => {
    const world = interrupted({ ...ONE_JOB, arrivalsAtSeconds: [] }, 500, 1000);
    assert.equal([world.sessions[0]!.endSeconds, world.sessions[0]!.interrupted], [620, true]);
    assert.equal(useOf(world, 0), { usefulSeconds: 0, redoSeconds: 0, idleSeconds: 500, drainSeconds: 120 });
    assert.is(world.counts.interruptions, 1);
  },
  'lets a job finish that fits, and takes no other after it': () => {
    const world = interrupted({ ...ONE_JOB, arrivalsAtSeconds: [0, 1] }, 5, 130);
    assert.is(world.jobs.endedSeconds[0], 40);
    assert.equal(useOf(world, 0), { usefulSeconds: 40, redoSeconds: 0, idleSeconds: 0, drainSeconds: 85 });
    assert.is(world.sessions[0]!.attemptCount, 1);
  },
  'makes the worker hand back at once what does not fit, to resume after the last checkpoint': () => {
    // Stages of 10 and 130 s; notice at 15 s leaves 125, more than 100: the first stage is kept, 5 s are lost.
    const hub = { ...ONE_JOB, stages: { 'text-to-image': 10, matte: 130 }, burst: { ...ONE_JOB.burst, minCount: 2 } };
    const world = interrupted(hub, 15, 400);
    assert.equal(useOf(world, 0), { usefulSeconds: 10, redoSeconds: 5, idleSeconds: 0, drainSeconds: 120 });
    assert.is(world.jobs.endedSeconds[0], 15 + 130);
    assert.is(world.sessions[1]!.usefulSeconds, 130);
    assert.is(world.jobs.redeliveryCount[0], 1);
  },
  'draws the line at noticeFinishSeconds': () => {
    const endedWith = (noticeFinishSeconds: number) =>
      interrupted({ ...ONE_JOB, worker: { noticeFinishSeconds } }, 5, 115).jobs.endedSeconds[0]!;
    assert.is(endedWith(35), 40);
    assert.ok(Number.isNaN(endedWith(34)));
  },
  'draws it at the notice itself when that is shorter': () => {
    const handedBackAtOnce = (noticeSeconds: number) =>
      interrupted(ONE_JOB, 5, 6, noticeSeconds).queues[0]!.visibleCount;
    assert.equal([handedBackAtOnce(35), handedBackAtOnce(34)], [0, 1]);
  },
  'without a usable notice brings the message back a visibility timeout after the last heartbeat': () => {
    // Received at 0, beats every 60 s, lost at 130 + 120 = 250 s: visible again at 240 + 90 = 330 s, on the other worker.
    const hub: TinyHub = {
      ...ONE_JOB,
      stages: { 'text-to-image': 400 },
      queue: { heartbeatSeconds: 60, visibilityTimeoutSeconds: 90 },
      burst: { ...ONE_JOB.burst, minCount: 2 },
      assumptions: { spotNoticeMissedRatio: 1 },
    };
    const world = interrupted(hub, 130, 1000);
    assert.is(world.jobs.endedSeconds[0], 330 + 400);
    assert.equal(useOf(world, 0), { usefulSeconds: 0, redoSeconds: 250, idleSeconds: 0, drainSeconds: 0 });
    assert.is(world.counts.interruptions, 1);
  },
  'of an instance that is still coming up keeps it from ever taking work': () => {
    for (const noticeAt of [15, 30]) {
      const world = tinyWorld({
        burst: { minCount: 0, maxCount: 1, capacityRebalance: false },
        arrivalsAtSeconds: [0],
      });
      world.groups[0]!.desiredCount = 1;
      reconcile(world, world.groups[0]!);
      runUntil(world, noticeAt);
      world.instances[0]!.noticeSeconds = 120;
      onNotice(world, world.instances[0]!);
      runUntil(world, 1000);
      const [first] = world.sessions;
      assert.equal([first!.attemptCount, first!.endSeconds], [0, noticeAt + 120], `notice at ${noticeAt}`);
      // Its replacement, asked for when it is gone, does the job.
      assert.is(world.jobs.startedSeconds[0], noticeAt + 120 + 60);
    }
  },
  'of a draining worker ends the drain': () => {
    const world = tinyWorld({
      stages: { 'text-to-image': 300 },
      burst: { minCount: 1, maxCount: 1, scaleInProtection: false, drainSeconds: 600 },
      arrivalsAtSeconds: [0],
    });
    runUntil(world, 5);
    world.groups[0]!.desiredCount = 0;
    reconcile(world, world.groups[0]!);
    scheduleInterruption(world, world.instances[0]!, 50);
    runUntil(world, 400);
    assert.equal([world.sessions[0]!.endSeconds, world.sessions[0]!.interrupted], [50, false]);
    assert.is(world.queues[0]!.visibleCount, 1);
  },
});

// EC2 Auto Scaling guide, Capacity Rebalancing, 2023-04-27.
check('Capacity Rebalancing', {
  'launches a replacement at the recommendation, and the old one goes when that is in service': () => {
    const world = tinyWorld({ ...ONE_JOB, arrivalsAtSeconds: [], burst: { minCount: 1, maxCount: 1 } });
    const group = world.groups[0]!;
    runUntil(world, 100);
    onRebalance(world, world.instances[0]!);
    runUntil(world, 159);
    assert.equal([group.members.length, group.rebalancing.length], [1, 1], 'above the maximum for a while');
    runUntil(world, 160);
    assert.equal([group.members.length, group.rebalancing.length], [1, 0]);
    assert.equal([world.sessions[0]!.endSeconds, world.sessions[0]!.interrupted], [160, false]);
    assert.is(world.counts.rebalances, 1);
  },
  'lets the old one finish its job after the replacement came': () => {
    const world = tinyWorld({
      ...ONE_JOB,
      stages: { 'text-to-image': 200 },
      burst: { minCount: 1, maxCount: 1 },
      arrivalsAtSeconds: [90, 91],
    });
    runUntil(world, 100);
    onRebalance(world, world.instances[0]!);
    runUntil(world, 1000);
    assert.is(world.jobs.endedSeconds[0], 290);
    assert.is(world.sessions[0]!.endSeconds, 290);
    assert.is(world.jobs.startedSeconds[1], 160, 'the waiting job starts on the replacement');
  },
  'replaces at the notice when there was no recommendation before it': () => {
    const world = tinyWorld({ ...ONE_JOB, arrivalsAtSeconds: [], burst: { minCount: 1, maxCount: 1 } });
    scheduleInterruption(world, world.instances[0]!, 100);
    runUntil(world, 161);
    assert.equal([world.groups[0]!.members.length, world.groups[0]!.members[0]!.state], [1, 'inService']);
  },
  'switched off leaves the replacement until the instance is lost': () => {
    const world = interrupted({ ...ONE_JOB, arrivalsAtSeconds: [] }, 100, 1000);
    assert.is(world.counts.rebalances, 0);
    assert.is(world.sessions[1]!.startSeconds, 220 + 20);
  },
  'ends with a scale-in: nothing is kept that no replacement will follow': () => {
    const world = tinyWorld({ ...ONE_JOB, arrivalsAtSeconds: [], burst: { minCount: 1, maxCount: 1 } });
    const group = world.groups[0]!;
    runUntil(world, 100);
    onRebalance(world, world.instances[0]!);
    runUntil(world, 110);
    group.desiredCount = 0;
    reconcile(world, group);
    assert.equal([group.members.length, group.rebalancing.length], [0, 0]);
    assert.is(world.sessions[0]!.endSeconds, 110);
  },
});
