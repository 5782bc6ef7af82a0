import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { SUBMITTED_AT, submittedJob } from './job.test-data.ts';
import type { Job } from './job.ts';
import { isWaiting, queuePosition, waitReason } from './queue-place.ts';
import type { QueueState } from './queue-state.ts';
import { later } from './times.ts';

/** 4 were before it, of a queue that 100 had left. */
const job: Job = submittedJob();
const at = (seconds: number) => later(SUBMITTED_AT, seconds);
const position = (departedCount: number, seen: Job = job) => queuePosition(seen, { departedCount }, at(60));

check('the position in a queue', {
  'is one after those who were before it and have not left': () => {
    assert.equal(
      [100, 101, 104].map(count => position(count)),
      [5, 4, 1],
    );
  },
  'is at least one, and is not worse for a count that was lost': () => {
    assert.equal([position(500), position(0)], [1, 5]);
  },
  'is told of jobs that wait and were never taken up': () => {
    const lease = { id: 'w1', until: at(61) };
    assert.is(position(100, { ...job, lease }), undefined);
    assert.is(position(100, { ...job, attempts: 1 }), undefined);
    assert.is(position(100, { ...job, status: 'canceled' }), undefined);
  },
  'never rises, whoever leaves': () => {
    const place = fc.record({ aheadCount: fc.nat(10_000), departedCount: fc.nat(10_000) });
    fc.assert(
      fc.property(place, fc.array(fc.nat(500)), (where, departures) => {
        const waiting = submittedJob({ place: where });
        let departed = where.departedCount;
        let before = Infinity;
        for (const count of departures) {
          departed += count;
          const now = position(departed, waiting)!;
          assert.ok(now <= before && now >= 1);
          before = now;
        }
      }),
    );
  },
});

const seen = (workers: Partial<NonNullable<QueueState['seen']>['workers']>): QueueState => ({
  departedCount: 0,
  seen: {
    at: SUBMITTED_AT,
    visibleCount: 9,
    inFlightCount: 0,
    workers: { desiredCount: 2, inServiceCount: 0, ...workers },
  },
});

check('a job waits', {
  'while nobody has it, or its holder is late': () => {
    const lease = { id: 'w1', until: at(60) };
    assert.equal(
      [isWaiting(job, at(0)), isWaiting({ ...job, lease }, at(59)), isWaiting({ ...job, lease }, at(60))],
      [true, false, true],
    );
  },
  'for its turn, for workers that boot, or for Spot that does not come': () => {
    const why = (state: QueueState, seconds: number) => waitReason(job, state, at(seconds));
    assert.is(why({ departedCount: 0 }, 1), 'queue');
    assert.is(why(seen({}), 1), 'queue');
    assert.is(why(seen({ missingSince: at(0) }), 1), 'scaling_out');
    assert.is(why(seen({ missingSince: at(0), spotMissingSince: at(0) }), 300), 'scaling_out');
    assert.is(why(seen({ missingSince: at(0), spotMissingSince: at(0) }), 301), 'spot_capacity');
  },
  'for another try, once one was lost': () => {
    assert.is(waitReason({ ...job, attempts: 1 }, seen({ missingSince: at(0) }), at(1)), 'retrying');
  },
  'for nothing, when it is worked on or has ended': () => {
    assert.is(waitReason({ ...job, lease: { id: 'w1', until: at(9) } }, seen({}), at(1)), undefined);
    assert.is(waitReason({ ...job, status: 'failed' }, seen({}), at(1)), undefined);
  },
});
