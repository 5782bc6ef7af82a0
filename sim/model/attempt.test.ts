import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import { handBack } from './attempt.ts';
import { JOB_FINISHED, type RunRecord } from './run-record.ts';
import { simulate } from './simulate.ts';
import { runUntil, type TinyHub, tinyInput, tinyWorld } from './test-world.ts';
import type { World } from './world.ts';

const TWO_WORKERS: TinyHub = { arrivalsAtSeconds: [0], base: { minCount: 2, maxCount: 2 }, horizonSeconds: 600 };

/** Useful and redo seconds over all workers. */
function use(world: Pick<RunRecord, 'sessions'>): [useful: number, redo: number] {
  const sum = (key: 'usefulSeconds' | 'redoSeconds') => world.sessions.reduce((total, each) => total + each[key], 0);
  return [sum('usefulSeconds'), sum('redoSeconds')];
}

/** The first worker gives its job up at this moment; afterwards it takes none. */
function loseAt(hub: TinyHub, seconds: number, how: 'returned' | 'lost'): World {
  const world = runUntil(tinyWorld(hub), seconds);
  const worker = world.instances.find(instance => instance.job >= 0)!;
  worker.state = 'noticed';
  handBack(world, worker, how);
  return world;
}

// AWS SQS developer guide, visibility timeout, 2023-05-05.
check('SQS visibility timeout', {
  'counts from the receive: a job that is done just before it is delivered once': () => {
    const record = simulate(
      tinyInput({ ...TWO_WORKERS, queue: { heartbeatSeconds: 0, visibilityTimeoutSeconds: 41 } }),
      0,
    );
    assert.is(record.counts.receives, 1);
    assert.equal(use(record), [40, 0]);
  },
  'delivers a job that takes longer twice, and the work done twice counts as redo': () => {
    // Second receive at 30 s; the first worker stores the result at 40 s, the second one ends at 70 s in vain.
    const record = simulate(
      tinyInput({ ...TWO_WORKERS, queue: { heartbeatSeconds: 0, visibilityTimeoutSeconds: 30 } }),
      0,
    );
    assert.is(record.counts.receives, 2);
    assert.is(record.jobs.redeliveryCount[0], 1);
    assert.is(record.jobs.endedSeconds[0], 40);
    assert.equal(use(record), [40, 40]);
  },
  'is restarted by every heartbeat, which keeps a long job single': () => {
    const record = simulate(
      tinyInput({ ...TWO_WORKERS, queue: { heartbeatSeconds: 10, visibilityTimeoutSeconds: 30 } }),
      0,
    );
    assert.is(record.counts.receives, 1);
    assert.is(record.counts.visibilityChanges, 4);
    assert.equal(use(record), [40, 0]);
  },
  'brings the message of a vanished worker back, counted from its last heartbeat': () => {
    // Received at 0, beats at 10 and 20, lost at 25: visible again at 20 + 30.
    const hub = { ...TWO_WORKERS, queue: { heartbeatSeconds: 10, visibilityTimeoutSeconds: 30 } };
    const world = runUntil(loseAt(hub, 25, 'lost'), 600);
    assert.equal([...world.jobs.endedSeconds.subarray(0, 1)], [50 + 30]);
  },
  'brings it back at once when it is set to 0': () => {
    const world = runUntil(loseAt(TWO_WORKERS, 25, 'returned'), 600);
    assert.equal([...world.jobs.endedSeconds.subarray(0, 1)], [25 + 30]);
  },
  'of 0 makes a message visible again as soon as it is received': () => {
    const record = simulate(
      tinyInput({ ...TWO_WORKERS, queue: { heartbeatSeconds: 0, visibilityTimeoutSeconds: 0 } }),
      0,
    );
    assert.is(record.counts.attempts, 2);
    assert.is(record.jobs.endedSeconds[0], 40);
    assert.equal(use(record), [40, 40]);
  },
  'ends for that receipt only: a later receive is not cut short by the first one': () => {
    // Three workers, 40 s of work, timeout 30 s: receives at 0 and 30; the third would be at 60, but it ended at 40.
    const record = simulate(
      tinyInput({
        ...TWO_WORKERS,
        base: { minCount: 3, maxCount: 3 },
        queue: { heartbeatSeconds: 0, visibilityTimeoutSeconds: 30 },
      }),
      0,
    );
    assert.is(record.counts.receives, 2);
  },
});

check('checkpoints', {
  'let a handed-back job resume at the stage after the last one': () => {
    // 10 + 30 s. Handed back at 25 s: 10 s kept, 15 s lost; the other worker needs 30 s more.
    const world = runUntil(loseAt(TWO_WORKERS, 25, 'returned'), 600);
    assert.equal(use(world), [10 + 30, 15]);
  },
  'keep nothing of a job handed back in its first stage': () => {
    const world = runUntil(loseAt(TWO_WORKERS, 9, 'returned'), 600);
    assert.equal(use(world), [40, 9]);
    assert.is(world.jobs.endedSeconds[0], 49);
  },
  'cost time of their own, which counts as useful': () => {
    const record = simulate(tinyInput({ ...TWO_WORKERS, assumptions: { checkpointSeconds: 2 } }), 0);
    assert.equal(use(record), [44, 0]);
  },
  'switched off lose the whole attempt': () => {
    const world = runUntil(loseAt({ ...TWO_WORKERS, worker: { checkpoints: false } }, 25, 'returned'), 600);
    assert.equal(use(world), [40, 25]);
  },
  'written by two workers count once': () => {
    // Timeout 20 s: the second worker starts at 20. The first gives up at 25, the second at 45: both have done stage one.
    const hub = { ...TWO_WORKERS, queue: { heartbeatSeconds: 0, visibilityTimeoutSeconds: 20, receiveCountMax: 9 } };
    const world = loseAt(hub, 25, 'returned');
    runUntil(world, 35);
    const second = world.instances.find(instance => instance.job >= 0)!;
    second.state = 'noticed';
    handBack(world, second, 'returned');
    assert.equal(use(world), [10, 15 + 15]);
  },
});

check('a failing attempt', {
  'is retried after its back-off, and only the work since the last checkpoint is redo': () => {
    // Three in ten attempts fail somewhere; what is kept and what is done again must still add up to each job's 40 s.
    const record = simulate(
      tinyInput({
        arrivalsAtSeconds: Array.from({ length: 50 }, (_, index) => index * 5),
        base: { minCount: 4, maxCount: 4 },
        queue: { receiveCountMax: 1000 },
        worker: { transientFailureRatio: 0.3 },
        settles: true,
      }),
      0,
    );
    assert.ok(record.counts.attempts > 55, `some of 50 must have failed (saw ${record.counts.attempts} attempts)`);
    assert.ok([...record.jobs.outcome].every(outcome => outcome === JOB_FINISHED));
    const [useful, redo] = use(record);
    near(useful, 50 * 40, 1e-6);
    assert.ok(redo > 0);
  },
  'waits retryBackoffSeconds before it is visible again': () => {
    const record = simulate(
      tinyInput({
        arrivalsAtSeconds: [0],
        worker: { poisonRatio: 1, retryBackoffSeconds: 100 },
        queue: { receiveCountMax: 2 },
      }),
      0,
    );
    // Two failed attempts of at most 40 s and two back-offs: the move to the dead-letter queue comes after both.
    const ended = record.jobs.endedSeconds[0]!;
    assert.ok(ended > 200 && ended < 280, `saw ${ended}`);
  },
});

check('long polling', {
  // AWS SQS developer guide, short and long polling, 2023-05-05: at most 20 s.
  'comes back empty every longPollSeconds of idle time, and each is a request': () => {
    const record = simulate(tinyInput({ arrivalsAtSeconds: [100], horizonSeconds: 400 }), 0);
    assert.is(record.counts.emptyReceives, (400 - 40) / 20);
  },
  'hands a message to the worker that has waited longest': () => {
    const world = tinyWorld({ ...TWO_WORKERS, arrivalsAtSeconds: [0, 50, 60] });
    runUntil(world, 55);
    assert.equal(
      world.instances.map(instance => instance.session!.attemptCount),
      [1, 1],
    );
    runUntil(world, 70);
    assert.equal(
      world.instances.map(instance => instance.session!.attemptCount),
      [2, 1],
    );
  },
  'takes receiveSeconds from visible to started': () => {
    const record = simulate(tinyInput({ arrivalsAtSeconds: [0], assumptions: { receiveSeconds: 0.5 } }), 0);
    assert.is(record.jobs.startedSeconds[0], 0.5);
    assert.is(record.jobs.endedSeconds[0], 40.5);
  },
});
