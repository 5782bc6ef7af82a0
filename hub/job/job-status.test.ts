import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { canMove, isTerminal, JOB_STATUSES, type JobStatus, rankOf } from './job-status.ts';

const status = fc.constantFrom(...JOB_STATUSES);

/** Where a job ends up that hears of these statuses, one after the other. */
const settle = (start: JobStatus, heard: readonly JobStatus[]) =>
  heard.reduce((at, next) => (canMove(at, next) ? next : at), start);

check('job status', {
  'goes from queued to starting to running to succeeded': () => {
    assert.ok(canMove('queued', 'starting'));
    assert.ok(canMove('starting', 'running'));
    assert.ok(canMove('running', 'succeeded'));
  },
  'may end at any point': () => {
    for (const from of ['queued', 'starting', 'running'] as const) {
      for (const to of ['succeeded', 'failed', 'canceled', 'expired'] as const) assert.ok(canMove(from, to));
    }
  },
  'is terminal in four words': () => {
    assert.equal(JOB_STATUSES.filter(isTerminal), ['succeeded', 'failed', 'canceled', 'expired']);
  },
  'never leaves a terminal word': () => {
    for (const from of JOB_STATUSES.filter(isTerminal)) {
      for (const to of JOB_STATUSES) assert.not(canMove(from, to), `${from} -> ${to}`);
    }
  },
  'never goes back, whatever is heard': () => {
    fc.assert(
      fc.property(status, fc.array(status), (start, heard) => {
        let at = start;
        for (const next of heard) {
          const after = settle(at, [next]);
          assert.ok(rankOf(after) >= rankOf(at));
          at = after;
        }
      }),
    );
  },
  'does not change when everything is heard twice': () => {
    fc.assert(
      fc.property(status, fc.array(status), (start, heard) => {
        const twice = heard.flatMap(next => [next, next]);
        assert.is(settle(start, twice), settle(start, heard));
      }),
    );
  },
});
