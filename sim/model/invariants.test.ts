/** What must hold in every hub at every moment, on hubs at random with storms, failures, poison and lost workers. */

import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import { randomHub } from '../../test/kit/random-hub.ts';
import { finishRecord } from './finish-record.ts';
import { MESSAGE_IN_FLIGHT, MESSAGE_VISIBLE } from './job-table.ts';
import { JOB_DEAD_LETTERED, JOB_FINISHED, JOB_OPEN, type RunRecord } from './run-record.ts';
import { simulate } from './simulate.ts';
import { runUntil, type TinyHub, tinyInput, tinyWorld } from './test-world.ts';
import { isSettled } from './timeline.ts';
import type { World } from './world.ts';

/** Without shrinking, which takes minutes here: the hubs are small as they are. */
const RUNS = { numRuns: 60, seed: 20_261_123, endOnFailure: true, includeErrorInReport: true };

const isRunning = (state: string) => state !== 'gone' && state !== 'stopped';

/** Everything that is counted in two places agrees. */
function assertConsistent(world: World): void {
  const { jobs } = world;
  const at = `at ${world.calendar.nowSeconds} s`;
  const states = world.queues.map(() => ({ visible: 0, inFlight: 0 }));
  let openCount = 0;
  for (let job = 0; job < jobs.count; job += 1) {
    if (jobs.outcome[job] === JOB_OPEN) openCount += 1;
    const state = states[jobs.messageQueue[job]!]!;
    if (jobs.messageState[job] === MESSAGE_VISIBLE) state.visible += 1;
    if (jobs.messageState[job] === MESSAGE_IN_FLIGHT) state.inFlight += 1;
  }
  assert.is(world.openJobCount, openCount, `every job ends once ${at}`);
  for (const queue of world.queues) {
    const { visible, inFlight } = states[queue.index]!;
    assert.equal(
      [queue.visibleCount, queue.inFlightCount],
      [visible, inFlight],
      `messages of ${queue.plan.name} ${at}`,
    );
  }
  const vcpuCount = { onDemand: 0, spot: 0 };
  for (const instance of world.instances) {
    if (isRunning(instance.state)) vcpuCount[instance.group.market] += instance.type.vcpuCount;
    const works = ['inService', 'rebalancing', 'noticed', 'draining'].includes(instance.state);
    assert.ok(instance.job < 0 || works, `instance ${instance.id} works while ${instance.state} ${at}`);
    assert.ok(instance.job < 0 || instance.readySeconds <= world.calendar.nowSeconds, `not ready ${at}`);
  }
  assert.equal(world.usedVcpuCount, vcpuCount, `vCPUs in use ${at}`);
  for (const pool of world.pools) {
    const count = world.instances.filter(each => each.pool === pool && isRunning(each.state)).length;
    assert.equal([pool.usedCount, pool.instances.size], [count, count], `instances of a pool ${at}`);
  }
}

/** Groups stay inside their limits; those being replaced come on top. */
function assertWithinLimits(world: World): void {
  for (const group of world.groups) {
    assert.ok(group.members.length <= group.maxCount, `${group.name} has ${group.members.length}`);
    assert.ok(group.desiredCount >= group.minCount && group.desiredCount <= group.maxCount, `${group.name} desired`);
  }
}

/** Runs a hub to its end, looking after every step. */
function watched(hub: TinyHub): World {
  const world = tinyWorld(hub);
  return runUntil(world, hub.horizonSeconds ?? 3600, () => {
    assertConsistent(world);
    assertWithinLimits(world);
  });
}

function assertSessions({ sessions, horizonSeconds }: RunRecord): void {
  const lastEnds = new Map<number, number>();
  for (const session of sessions) {
    const { bootSeconds, usefulSeconds, redoSeconds, idleSeconds, drainSeconds, startSeconds, endSeconds } = session;
    const accounts = [bootSeconds, usefulSeconds, redoSeconds, idleSeconds, drainSeconds];
    assert.ok(
      accounts.every(account => account >= -1e-9),
      `negative account: ${JSON.stringify(session)}`,
    );
    near(
      accounts.reduce((sum, account) => sum + account, 0),
      endSeconds - startSeconds,
      1e-6,
    );
    assert.ok(startSeconds >= (lastEnds.get(session.instance) ?? 0), 'sessions of one instance overlap');
    assert.ok(endSeconds <= horizonSeconds);
    lastEnds.set(session.instance, endSeconds);
  }
}

function assertJobs({ jobs, horizonSeconds }: RunRecord): void {
  const counts = [0, 0, 0, 0];
  for (let job = 0; job < jobs.count; job += 1) {
    const outcome = jobs.outcome[job]!;
    counts[outcome]! += 1;
    const ended = jobs.endedSeconds[job]!;
    assert.is(Number.isNaN(ended), outcome === JOB_OPEN);
    if (outcome !== JOB_OPEN) assert.ok(ended >= jobs.submittedSeconds[job]! && ended <= horizonSeconds);
  }
  assert.is(jobs.count, counts[JOB_OPEN]! + counts[JOB_FINISHED]! + counts[JOB_DEAD_LETTERED]!);
}

/** Nothing runs beyond the minimum once all is settled, not even an instance in its last two minutes. */
function assertAtRest(world: World): void {
  const wanted = { onDemand: 0, spot: 0 };
  for (const group of world.groups) {
    assert.is(group.members.length, group.minCount);
    for (const member of group.members) wanted[group.market] += member.type.vcpuCount;
  }
  assert.equal(world.usedVcpuCount, wanted, 'vCPUs at rest');
}

check('in every hub', {
  'what is counted twice agrees at every step, and groups stay inside their limits': () => {
    fc.assert(
      fc.property(randomHub, hub => {
        const world = watched(hub);
        if (isSettled(world)) assertAtRest(world);
      }),
      RUNS,
    );
  },
  'jobs are conserved, and every billed second belongs to one account of one session': () => {
    fc.assert(
      fc.property(randomHub, hub => {
        const world = runUntil(tinyWorld(hub), hub.horizonSeconds ?? 3600);
        const launched = new Map(world.volumes.map((volume, instance) => [instance, volume.startSeconds]));
        const record = finishRecord(world);
        assert.is(record.jobs.count, hub.arrivalsAtSeconds!.length);
        assertJobs(record);
        assertSessions(record);
        for (const { instance, startSeconds, endSeconds } of record.sessions) {
          assert.ok(startSeconds >= launched.get(instance)!, 'a session before its launch');
          assert.ok(endSeconds <= record.volumes[instance]!.endSeconds, 'a session after the termination');
        }
      }),
      RUNS,
    );
  },
  'useful work is exactly what the finished jobs took, when messages are kept alive by heartbeats': () => {
    const heartbeat = { heartbeatSeconds: 20, visibilityTimeoutSeconds: 60, receiveCountMax: 1000 };
    let redoneRuns = 0;
    fc.assert(
      fc.property(randomHub, hub => {
        const ofOneSpeed = Object.fromEntries(
          Object.entries(hub.fleets!).map(([name, fleet]) => [name, withType(fleet, 'g5.xlarge')]),
        );
        const record = simulate(
          tinyInput({
            ...hub,
            fleets: ofOneSpeed,
            queues: {
              early: { stages: ['text-to-image', 'matte'], ...heartbeat },
              late: { stages: ['image-to-3d'], ...heartbeat },
            },
            worker: { ...hub.worker, poisonRatio: 0, checkpoints: true },
            // Room for everybody: a full pool may starve a fleet for ever.
            assumptions: { ...hub.assumptions, receiveSeconds: 0, spotPoolCapacityCount: 60 },
            settles: true,
            horizonSeconds: 86_400 * 5,
          }),
          0,
        );
        assert.ok([...record.jobs.outcome].every(outcome => outcome === JOB_FINISHED));
        // An A10G is four times a T4; three checkpoints of 0.5 s.
        const workSeconds = record.jobs.count * ((10 + 30 + 45) / 4 + 3 * 0.5);
        const useful = record.sessions.reduce((sum, session) => sum + session.usefulSeconds, 0);
        near(useful, workSeconds, 1e-6);
        if (record.sessions.some(session => session.redoSeconds > 0)) redoneRuns += 1;
      }),
      RUNS,
    );
    assert.ok(redoneRuns > 5, `some runs must have lost work (saw ${redoneRuns})`);
  },
});

check('a run', {
  'is the same record, bit for bit, for the same input and replication': () => {
    fc.assert(
      fc.property(randomHub, hub => {
        assert.is(JSON.stringify(simulate(tinyInput(hub), 3)), JSON.stringify(simulate(tinyInput(hub), 3)));
      }),
      { ...RUNS, numRuns: 15 },
    );
  },
  'differs by its replication number and by its seed': () => {
    const hub: TinyHub = {
      arrivals: [{ kind: 'poisson', ratePerHour: 60 }],
      base: { minCount: 1, maxCount: 1 },
      horizonSeconds: 7200,
    };
    const submitted = (seed: number, replication: number) =>
      [...simulate(tinyInput({ ...hub, seed }), replication).jobs.submittedSeconds].join();
    assert.is.not(submitted(1, 0), submitted(1, 1));
    assert.is.not(submitted(1, 0), submitted(2, 0));
  },
});

function withType(fleet: object, type: string): object {
  const groups = Object.entries(fleet).map(([key, value]) =>
    key === 'queues' ? [key, value] : [key, { ...(value as object), instanceTypes: [type] }],
  );
  return Object.fromEntries(groups);
}
