import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import { arrivalSpan, poissonPerSecond } from './arrival-span.ts';

const HORIZON = 7200;

check('arrivalSpan', {
  'knows a crowd exactly': () =>
    assert.equal(arrivalSpan({ kind: 'flashCrowd', job: 'character', users: 5, windowSeconds: 60 }, HORIZON), {
      lastSeconds: 60,
      expectedCount: 5,
    }),
  'counts batches by their mean': () => {
    const source = { kind: 'poisson', job: 'image', ratePerHour: 60, untilSeconds: 3600 } as const;
    assert.is(arrivalSpan({ ...source, batchSize: 4 }, HORIZON).expectedCount, 240);
    const drawn = { ...source, batchSize: { kind: 'uniform', low: 1, high: 5 } } as const;
    assert.is(arrivalSpan(drawn, HORIZON).expectedCount, 180);
  },
  'lets the horizon end what does not stop by itself': () => {
    const span = arrivalSpan({ kind: 'poisson', job: 'image', ratePerSecond: 2 }, HORIZON);
    assert.equal(span, { lastSeconds: Infinity, expectedCount: 14_400 });
  },
  'weighs the states of an MMPP by their stay': () => {
    const states = [
      { ratePerHour: 100, meanSojournSeconds: 300 },
      { ratePerHour: 1000, meanSojournSeconds: 100 },
    ];
    const span = arrivalSpan({ kind: 'mmpp', job: 'mesh', states, untilSeconds: 3600 }, HORIZON);
    near(span.expectedCount!, (3 * 100 + 1000) / 4, 1e-9);
  },
  'adds up the regions of a day': () => {
    const regions = { japan: 100, europe: 50 };
    const span = arrivalSpan({ kind: 'diurnal', job: 'rig', regions, swingRatio: 1, days: 2 }, Infinity);
    assert.is(span.lastSeconds, 172_800);
    near(span.expectedCount!, 300, 1e-9);
  },
  'adds up the hours of a week': () => {
    const day = new Array<number>(24).fill(5);
    const usersPerHour = { mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day };
    const span = arrivalSpan({ kind: 'weekly', job: 'rig', usersPerHour, untilSeconds: 7200 }, Infinity);
    assert.is(span.lastSeconds, 7200);
    near(span.expectedCount!, 10, 1e-9);
  },
  'does not guess about traces and closed loops': () => {
    const trace = arrivalSpan({ kind: 'trace', job: 'character', file: 'x.csv', timeUnit: 'seconds' }, HORIZON);
    assert.equal(trace, { lastSeconds: undefined, expectedCount: undefined });
    const thinkSeconds = { kind: 'constant', value: 5 } as const;
    const loop = arrivalSpan({ kind: 'closedLoop', job: 'character', users: 7, thinkSeconds, jobsPerUser: 3 }, HORIZON);
    assert.equal(loop, { lastSeconds: undefined, expectedCount: 21 });
  },
});

check('poissonPerSecond', {
  'reads either rate': () => {
    assert.is(poissonPerSecond({ ratePerHour: 7200 }), 2);
    assert.is(poissonPerSecond({ ratePerSecond: 2 }), 2);
  },
});
