import * as fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check, near } from '../test/kit/check.ts';
import { type Distribution, distributionSchema } from './distribution.ts';
import { meanOf } from './mean-of.ts';

const accepts = (value: unknown) => distributionSchema.safeParse(value).success;

check('meanOf', {
  'is the given mean where one is given': () => {
    assert.is(meanOf({ kind: 'exponential', mean: 7 }), 7);
    assert.is(meanOf({ kind: 'lognormal', mean: 60, cv: 0.25 }), 60);
    assert.is(meanOf({ kind: 'gamma', mean: 3, cv: 2 }), 3);
    assert.is(meanOf({ kind: 'constant', value: 5 }), 5);
  },
  'is the middle of a uniform and a third of the sum of a triangle': () => {
    assert.is(meanOf({ kind: 'uniform', low: 10, high: 60 }), 35);
    assert.is(meanOf({ kind: 'triangular', low: 16, mode: 18, high: 26 }), 20);
  },
  // Half of the mass between 0 and 10 (mean 5), half between 10 and 30 (mean 20).
  'integrates a quantile table piece by piece': () =>
    assert.is(
      meanOf({
        kind: 'quantiles',
        table: [
          [0, 0],
          [0.5, 10],
          [1, 30],
        ],
      }),
      12.5,
    ),
  'of a two-point table equals the mean of the uniform it describes': () =>
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        (low, width) => {
          const table: Distribution = {
            kind: 'quantiles',
            table: [
              [0, low],
              [1, low + width],
            ],
          };
          near(meanOf(table), meanOf({ kind: 'uniform', low, high: low + width }), 1e-6);
        },
      ),
    ),
});

check('distributionSchema', {
  'refuses a negative time': () => assert.not(accepts({ kind: 'constant', value: -1 })),
  'refuses a mean of zero, whose spread would mean nothing': () =>
    assert.not(accepts({ kind: 'lognormal', mean: 0, cv: 1 })),
  'refuses bounds in the wrong order': () => {
    assert.not(accepts({ kind: 'uniform', low: 2, high: 1 }));
    assert.not(accepts({ kind: 'triangular', low: 1, mode: 9, high: 3 }));
  },
  'refuses quantiles that do not run from 0 to 1': () => {
    assert.not(
      accepts({
        kind: 'quantiles',
        table: [
          [0.1, 0],
          [1, 5],
        ],
      }),
    );
    assert.not(
      accepts({
        kind: 'quantiles',
        table: [
          [0, 0],
          [0.9, 5],
        ],
      }),
    );
  },
  'refuses quantiles that fall or repeat a probability': () => {
    assert.not(
      accepts({
        kind: 'quantiles',
        table: [
          [0, 5],
          [1, 4],
        ],
      }),
    );
    assert.not(
      accepts({
        kind: 'quantiles',
        table: [
          [0, 0],
          [0.5, 1],
          [0.5, 2],
          [1, 4],
        ],
      }),
    );
  },
  'accepts a degenerate uniform and a flat table': () => {
    assert.ok(accepts({ kind: 'uniform', low: 3, high: 3 }));
    assert.ok(
      accepts({
        kind: 'quantiles',
        table: [
          [0, 3],
          [1, 3],
        ],
      }),
    );
  },
});
