import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { deleteMessage, oldestAgeSeconds, receiveMessage, returnMessage, sendMessage } from './message-queue.ts';
import { JOB_DEAD_LETTERED, JOB_FINISHED } from './run-record.ts';
import { simulate } from './simulate.ts';
import { runUntil, type TinyHub, tinyInput, tinyWorld } from './test-world.ts';

/** One worker, one job that needs 40 s and always fails, retried at once. */
const POISON: TinyHub = {
  arrivalsAtSeconds: [0],
  worker: { poisonRatio: 1, retryBackoffSeconds: 30 },
  horizonSeconds: 1200,
};

/** A queue nobody polls, with these jobs sent at 0, 1, 2, ... */
function filledQueue(jobCount: number) {
  const world = tinyWorld({
    base: { minCount: 0, maxCount: 1 },
    arrivalsAtSeconds: Array.from({ length: jobCount }, (_, index) => index),
  });
  runUntil(world, jobCount);
  return { queue: world.queues[0]!, jobs: world.jobs };
}

// AWS SQS developer guide, 2023-05-05.
check('SQS queue', {
  'counts a received message as in flight (NotVisible) until it is deleted': () => {
    const { queue, jobs } = filledQueue(3);
    assert.equal([queue.visibleCount, queue.inFlightCount], [3, 0]);
    const job = receiveMessage(queue, jobs);
    assert.equal([queue.visibleCount, queue.inFlightCount], [2, 1]);
    deleteMessage(queue, jobs, job);
    assert.equal([queue.visibleCount, queue.inFlightCount], [2, 0]);
  },
  'deletes a visible message too': () => {
    const { queue, jobs } = filledQueue(2);
    deleteMessage(queue, jobs, 0);
    assert.equal([queue.visibleCount, queue.inFlightCount], [1, 0]);
    assert.is(receiveMessage(queue, jobs), 1);
    assert.is(receiveMessage(queue, jobs), -1);
  },
  'counts every receive and gives each a receipt of its own': () => {
    const { queue, jobs } = filledQueue(1);
    receiveMessage(queue, jobs);
    const firstReceipt = jobs.receipt[0]!;
    returnMessage(queue, jobs, 0);
    receiveMessage(queue, jobs);
    assert.is(jobs.receiveCount[0], 2);
    assert.is.not(jobs.receipt[0], firstReceipt);
  },
  'puts a message back in its place, but at the end of the line from its third receive on': () => {
    const { queue, jobs } = filledQueue(2);
    for (const expected of [0, 0, 0, 1]) {
      assert.is(receiveMessage(queue, jobs), expected);
      returnMessage(queue, jobs, expected);
    }
  },
  'has the age of its oldest message point at the next oldest once a message was received three times': () => {
    const { queue, jobs } = filledQueue(2);
    assert.is(oldestAgeSeconds(queue, jobs, 100), 100);
    for (let receive = 1; receive <= 3; receive += 1) {
      receiveMessage(queue, jobs);
      returnMessage(queue, jobs, 0);
    }
    assert.is(oldestAgeSeconds(queue, jobs, 100), 99);
  },
  'reports age 0 when nothing waits': () => {
    const { queue, jobs } = filledQueue(1);
    receiveMessage(queue, jobs);
    assert.is(oldestAgeSeconds(queue, jobs, 100), 0);
  },
  'starts the receive count anew in the next queue': () => {
    const { queue, jobs } = filledQueue(1);
    receiveMessage(queue, jobs);
    deleteMessage(queue, jobs, 0);
    sendMessage(queue, jobs, 0, 50);
    assert.is(jobs.receiveCount[0], 0);
  },
  'keeps order and counts when its ring grows past a wrap': () => {
    const { queue, jobs } = filledQueue(300);
    for (let expected = 0; expected < 200; expected += 1) assert.is(receiveMessage(queue, jobs), expected);
    for (let job = 0; job < 200; job += 1) deleteMessage(queue, jobs, job);
    for (let job = 0; job < 200; job += 1) sendMessage(queue, jobs, job, 400);
    for (let job = 200; job < 300; job += 1) assert.is(receiveMessage(queue, jobs), job);
    for (let job = 0; job < 200; job += 1) assert.is(receiveMessage(queue, jobs), job);
    assert.is(queue.visibleCount, 0);
  },
});

// maxReceiveCount: SQS developer guide, dead-letter queues, 2023-05-05: moved when the receive count exceeds it.
check('SQS dead-letter queue', {
  'takes a message when its receive count exceeds maxReceiveCount, so it is worked on exactly that often': () => {
    for (const receiveCountMax of [1, 2, 5]) {
      const record = simulate(tinyInput({ ...POISON, queue: { receiveCountMax } }), 0);
      assert.is(record.jobs.outcome[0], JOB_DEAD_LETTERED);
      assert.is(record.counts.attempts, receiveCountMax);
      assert.is(record.counts.receives, receiveCountMax + 1);
    }
  },
  'does not count the move as a redelivery, since nobody got the message': () => {
    const record = simulate(tinyInput({ ...POISON, queue: { receiveCountMax: 3 } }), 0);
    assert.is(record.jobs.redeliveryCount[0], 2);
  },
  'is not the end of a job that succeeds at its last receive': () => {
    // Received again at 35 s by the second worker, which is the last receive allowed; the first one finishes at 40 s.
    const record = simulate(
      tinyInput({
        arrivalsAtSeconds: [0],
        queue: { receiveCountMax: 2, heartbeatSeconds: 0, visibilityTimeoutSeconds: 35 },
        base: { minCount: 2, maxCount: 2 },
      }),
      0,
    );
    assert.is(record.jobs.outcome[0], JOB_FINISHED);
    assert.is(record.counts.receives, 2);
  },
  'ends a job for good: a worker that still has it finishes in vain': () => {
    // 40 s of work, visible again every 15 s, two receives allowed: dead at 30 s, while both workers are at it.
    const world = tinyWorld({
      arrivalsAtSeconds: [0],
      queue: { receiveCountMax: 2, heartbeatSeconds: 0, visibilityTimeoutSeconds: 15 },
      base: { minCount: 3, maxCount: 3 },
    });
    runUntil(world, 100);
    assert.is(world.jobs.outcome[0], JOB_DEAD_LETTERED);
    assert.is(world.jobs.endedSeconds[0], 30);
    assert.is(world.openJobCount, 0);
    const redoSeconds = world.sessions.map(session => session.redoSeconds);
    assert.equal(redoSeconds, [40, 40, 0]);
  },
});
