/** What must hold in every hub at every moment, on hubs at random with storms, failures, poison and lost workers. */

import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import { finishRecord } from './finish-record.ts';
import { MESSAGE_IN_FLIGHT, MESSAGE_VISIBLE } from './job-table.ts';
import { JOB_DEAD_LETTERED, JOB_FINISHED, JOB_OPEN, type RunRecord } from './run-record.ts';
import { simulate } from './simulate.ts';
import { runUntil, type TinyHub, tinyInput, tinyWorld } from './test-world.ts';
import { isSettled } from './timeline.ts';
import type { World } from './world.ts';

/** Without shrinking, which takes minutes here: the hubs are small as they are. */
const RUNS = { numRuns: 60, seed: 20_261_123, endOnFailure: true, includeErrorInReport: true };

// Small hubs at random, with everything that goes wrong in them.

const OUT = {
  kind: 'step',
  name: 'out',
  metric: 'visible',
  comparison: '>',
  threshold: 0,
  steps: [
    { lowerBound: 0, upperBound: 5, adjustment: 1 },
    { lowerBound: 5, adjustment: 3 },
  ],
};
/** Every group can leave zero and comes back from its maximum. */
const ALWAYS = [OUT, { preset: 'scale-in-when-idle' }];
const SOMETIMES = [
  { kind: 'targetTracking', name: 'track', metric: 'backlogPerInstance', target: 1.1 },
  { kind: 'scaleOnSubmit', name: 'submit', backlogPerInstance: 2, minIntervalSeconds: 0 },
  { preset: 'seed-scale-in-at-zero' },
];

/** Tenths of a second, so that some things happen at the same moment. */
const seconds = (max: number) => fc.integer({ min: 0, max: max * 10 }).map(tenths => tenths / 10);

const groupFields = {
  minCount: fc.integer({ min: 0, max: 2 }),
  zones: fc.subarray(['a', 'b', 'c'], { minLength: 1 }),
  instanceTypes: fc.shuffledSubarray(['g4dn.xlarge', 'g5.xlarge', 'g4dn.2xlarge'], { minLength: 1 }),
  bootPath: fc.constant('cold'),
  instanceWarmupSeconds: fc.constantFrom(0, 60),
  drainSeconds: fc.constantFrom(30, 100),
  scaleInProtection: fc.boolean(),
  policies: fc.subarray<object>(SOMETIMES).map(chosen => [...ALWAYS, ...chosen]),
};
const sized = <G extends { readonly minCount: number }>(group: G) => ({ ...group, maxCount: group.minCount + 3 });

const base = fc
  .record({
    ...groupFields,
    warmPool: fc.option(
      fc.record({
        minCount: fc.integer({ min: 0, max: 1 }),
        preparedCapacityMax: fc.integer({ min: 1, max: 4 }),
        reuseOnScaleIn: fc.boolean(),
        bootPath: fc.constant('warm'),
      }),
      { nil: undefined },
    ),
  })
  .map(sized);
const burst = fc.record({ ...groupFields, capacityRebalance: fc.boolean() }).map(sized);

const queueOf = (stages: readonly string[]) =>
  fc.record({
    stages: fc.constant(stages),
    heartbeatSeconds: fc.constantFrom(0, 20),
    visibilityTimeoutSeconds: fc.constantFrom(25, 60, 300),
    receiveCountMax: fc.constantFrom(1, 2, 4, 1000),
  });

const fleets = fc.oneof(
  fc.record({ all: fc.record({ queues: fc.constant(['late', 'early']), base, burst }) }),
  fc.record({
    one: fc.record({ queues: fc.constant(['early']), base, burst }),
    two: fc.record({ queues: fc.constant(['late', 'early']), burst }),
  }),
);

const storm = fc.record({
  atSeconds: seconds(3000),
  outageSeconds: fc.integer({ min: 1, max: 1500 }),
  shareRatio: fc.constantFrom(0.5, 1),
  noticeSeconds: fc.constantFrom(0, 30, 120),
});

const randomHub: fc.Arbitrary<TinyHub> = fc.record({
  seed: fc.integer({ min: 0, max: 1e6 }),
  stages: fc.constant({ 'text-to-image': 10, matte: 30, 'image-to-3d': 45 }),
  queues: fc.record({ early: queueOf(['text-to-image', 'matte']), late: queueOf(['image-to-3d']) }),
  fleets,
  arrivalsAtSeconds: fc
    .array(seconds(900), { minLength: 1, maxLength: 25 })
    .map(times => times.toSorted((a, b) => a - b)),
  worker: fc.record({
    checkpoints: fc.boolean(),
    transientFailureRatio: fc.constantFrom(0, 0.3),
    poisonRatio: fc.constantFrom(0, 0.1),
    noticeFinishSeconds: fc.constantFrom(0, 30, 100),
  }),
  quotas: fc.record({ onDemandVcpuMax: fc.constantFrom(16, 64), spotVcpuMax: fc.constantFrom(24, 64) }),
  assumptions: fc.record({
    receiveSeconds: fc.constant(0.02),
    checkpointSeconds: fc.constant(0.5),
    alarmActionSeconds: fc.constant(3),
    advanceSecondsHigh: fc.constant(2),
    onDemandShortageRatio: fc.constantFrom(0, 0.3),
    spotCalmHazardPerHour: fc.constantFrom(0, 10),
    spotTightShareRatio: fc.constantFrom(0, 0.3),
    spotTightRegimeSecondsMean: fc.constant(600),
    spotTightOnSecondsMean: fc.constant(300),
    spotTightOffSecondsMean: fc.constant(200),
    spotNoticeMissedRatio: fc.constantFrom(0, 0.5),
    spotOutageSpreadSeconds: fc.constantFrom(0, 120),
    spotRebalanceLeadSecondsMean: fc.constantFrom(0, 120),
    spotPoolCapacityCount: fc.constantFrom(2, 60),
  }),
  spotEvents: fc.array(storm, { maxLength: 3 }),
  settles: fc.boolean(),
  horizonSeconds: fc.constant(4 * 3600),
});

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
