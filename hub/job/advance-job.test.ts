import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { type Advance, advanceJob } from './advance-job.ts';
import { JOB_ID, submittedJob } from './job.test-data.ts';
import type { Job } from './job.ts';
import { changedJob } from './job-change.ts';
import { canMove, isTerminal, JOB_STATUSES, rankOf } from './job-status.ts';
import { type Manifest, manifestKey } from './manifest-key.ts';
import { type Pipeline, placeOf, queueAfter } from './pipeline.ts';

const pipeline: Pipeline = [
  { queue: 'generation', stages: ['text-to-image', 'matte'] },
  { queue: 'meshing', stages: ['image-to-3d', 'retopology'] },
  { queue: 'rigging', stages: ['texture', 'rigging', 'package'] },
];
const now = '2026-11-22T10:03:00.000Z';
/** Sent, as a job is that anybody has worked on. */
const job: Job = { ...submittedJob(), sentTurn: 1, attempts: 1 };
const places = { meshing: { aheadCount: 3, departedCount: 50 }, rigging: { aheadCount: 9, departedCount: 70 } };
const manifest = (stage: Manifest['stage'], digit = '0'): Manifest => ({
  jobId: JOB_ID,
  stage,
  inputHash: digit.repeat(64),
});
const advance = (seen: Job, of: Manifest): Advance =>
  advanceJob({ job: seen, manifest: of, pipeline, places, now, retentionDays: 7 });

/** The job after the manifest, whether or not it moved. */
function after(seen: Job, of: Manifest): Job {
  const step = advance(seen, of);
  return 'change' in step ? changedJob(seen, step.change) : seen;
}
const reasonOf = (step: Advance) => (step.kind === 'ignore' ? step.reason : step.kind);

const ends = [manifest('matte'), manifest('retopology'), manifest('package')] as const;
const [first, second, last] = ends;
const inSecond = after(job, first);
const inLast = after(inSecond, second);
const sent = (seen: Job): Job => ({ ...seen, sentTurn: seen.turn });

check('a manifest', {
  'of the last stage of a queue sends its job to the next, with a turn and a place of its own there': () => {
    const held = { ...job, status: 'starting', lease: { id: 'w1', until: now } } as const;
    assert.equal(advance(held, first), {
      kind: 'pass',
      change: {
        set: {
          status: 'running',
          queue: 'meshing',
          turn: 2,
          attempts: 0,
          place: { since: now, aheadCount: 3, departedCount: 50 },
          updatedAt: now,
        },
        remove: ['lease', 'progress'],
        manifest: { stage: 'matte', key: manifestKey(first) },
      },
      nextQueue: 'meshing',
    });
    assert.is(after(held, first).sentTurn, 1, 'not sent yet');
  },
  'of the last stage of all ends its job': () => {
    const ended = after(inLast, last);
    assert.is(ended.status, 'succeeded');
    assert.is(ended.finishedAt, now);
    assert.equal(ended.manifests, Object.fromEntries(ends.map(end => [end.stage, manifestKey(end)])));
  },
  'of a finished job keeps its record as long as its asset, and closes it': () => {
    const ended = after(inLast, last);
    assert.is(ended.expiresAt, Date.parse(now) / 1000 + 7 * 86_400);
    assert.equal([ended.openShard, ended.lease, ended.queue], [undefined, undefined, 'rigging']);
  },
  'ends a job of another kind where its way ends': () => {
    const image = submittedJob({ request: { kind: 'image', prompt: 'a fox' } });
    assert.is(after(image, manifest('text-to-image')).status, 'succeeded');
    assert.is(reasonOf(advance(image, first)), 'not-the-last-stage');
  },
  'of a stage between changes nothing': () => {
    assert.is(reasonOf(advance(job, manifest('text-to-image'))), 'not-the-last-stage');
    assert.is(reasonOf(advance(inLast, manifest('rigging'))), 'not-the-last-stage');
  },
  'that comes again before anybody noted a message sends one of a new turn, which voids the other': () => {
    const step = advance(inSecond, first);
    assert.is(step.kind, 'resend');
    const resent = after(inSecond, first);
    assert.equal([resent.turn, resent.sentTurn, resent.queue], [3, 1, 'meshing']);
    assert.equal(resent.place, inSecond.place);
  },
  'that comes again when the message was sent is done with': () => {
    assert.is(reasonOf(advance(sent(inSecond), first)), 'already-sent');
  },
  'that comes again when the job is further is done with': () => {
    assert.is(reasonOf(advance(inLast, first)), 'job-is-further');
  },
  'of other inputs is refused where one is recorded': () => {
    assert.is(reasonOf(advance(inSecond, manifest('matte', '1'))), 'another-result-came-first');
  },
  'of a later queue moves a job that seems to be in an earlier one': () => {
    assert.is(after(job, second).queue, 'rigging');
    assert.is(after(job, last).status, 'succeeded');
  },
  'is too late for a job that has ended': () => {
    for (const status of JOB_STATUSES.filter(isTerminal)) {
      for (const end of ends) assert.is(reasonOf(advance({ ...job, status }, end)), 'job-has-ended');
    }
  },
  'moves a job whose queue the plan no longer has': () => {
    assert.is(after({ ...job, queue: 'gone' }, first).queue, 'meshing');
  },
});

/** What reaches a job, in any order and number: manifests of any stage and inputs, and what workers write. */
const happening = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...ends).map(end => ({ kind: 'manifest', manifest: end }) as const) },
  fc
    .record({ stage: fc.constantFrom(...pipeline.flatMap(({ stages }) => stages)), digit: fc.constantFrom('0', '1') })
    .map(({ stage, digit }) => ({ kind: 'manifest', manifest: manifest(stage, digit) }) as const),
  fc.constantFrom('starting', 'running').map(status => ({ kind: 'worker', status }) as const),
  { weight: 1, arbitrary: fc.constantFrom('failed', 'canceled').map(status => ({ kind: 'worker', status }) as const) },
);
type Happening = typeof happening extends fc.Arbitrary<infer Value> ? Value : never;

const happens = (seen: Job, what: Happening): Job => {
  if (what.kind === 'manifest') return after(seen, what.manifest);
  return canMove(seen.status, what.status) ? { ...seen, status: what.status } : seen;
};

check('whatever arrives, in whatever order', {
  'a job never moves back': () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 30 }), happenings => {
        let at: Job = job;
        for (const what of happenings) {
          const next = happens(at, what);
          assert.ok(rankOf(next.status) >= rankOf(at.status));
          assert.ok(placeOf(pipeline, next.queue) >= placeOf(pipeline, at.queue));
          if (isTerminal(at.status)) assert.equal(next, at);
          at = next;
        }
      }),
    );
  },
  'a recorded key stays': () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 30 }), happenings => {
        let at: Job = job;
        for (const what of happenings) {
          const next = happens(at, what);
          assert.equal({ ...next.manifests, ...at.manifests }, next.manifests);
          at = next;
        }
      }),
    );
  },
  'a job of which all manifests came has succeeded': () => {
    const copies = fc.array(fc.constantFrom(...ends), { maxLength: 6 });
    const arrivals = copies.chain(more => fc.shuffledSubarray([...ends, ...more], { minLength: 3 + more.length }));
    fc.assert(
      fc.property(arrivals, order => {
        assert.is(order.reduce(after, job as Job).status, 'succeeded');
      }),
    );
  },
  'a job goes on to the queue it is in': () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ends)), order => {
        let at: Job = job;
        for (const end of order) {
          const step = advance(at, end);
          if ('change' in step) at = changedJob(at, step.change);
          if ('nextQueue' in step) assert.is(step.nextQueue, at.queue);
          if (step.kind === 'finish') assert.is(queueAfter(pipeline, at.queue), undefined);
        }
      }),
    );
  },
});
