import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check, near } from '../../test/kit/check.ts';
import { createTimeWeighted } from './time-weighted.ts';

check('createTimeWeighted', {
  '1 for 60 s and 3 for 40 s: integral 180, mean 1.8, max 3': () => {
    const level = createTimeWeighted(0, 1);
    level.set(60, 3);
    assert.equal(level.finish(100), { mean: 1.8, max: 3, integral: 180 });
  },
  'counts the last level up to the horizon, not up to the last change': () => {
    const level = createTimeWeighted(0, 0);
    level.set(10, 5);
    assert.is(level.finish(1000).mean, 4.95);
  },
  'measures from its start, not from zero': () => {
    const level = createTimeWeighted(100, 2);
    level.set(150, 4);
    assert.equal(level.finish(200), { mean: 3, max: 4, integral: 300 });
  },
  'keeps the last of several values in one instant, and the others were never there': () => {
    const level = createTimeWeighted(0, 1);
    level.set(50, 9);
    level.set(50, 2);
    assert.equal(level.finish(100), { mean: 1.5, max: 2, integral: 150 });
  },
  'a value set at the horizon itself does not count': () => {
    const level = createTimeWeighted(0, 1);
    level.set(100, 50);
    assert.equal(level.finish(100), { mean: 1, max: 1, integral: 100 });
  },
  'knows a maximum below zero': () => {
    assert.is(createTimeWeighted(0, -2).finish(10).max, -2);
  },
  'holds for any steps: the integral is the sum of level times held, mean between the extremes': () => {
    const steps = fc.array(fc.tuple(fc.nat(100), fc.nat(50)), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(steps, pieces => {
        const level = createTimeWeighted(0, 0);
        let atSeconds = 0;
        let expected = 0;
        for (const [value, heldSeconds] of pieces) {
          level.set(atSeconds, value);
          atSeconds += heldSeconds;
          expected += value * heldSeconds;
        }
        level.set(atSeconds, 1);
        const summary = level.finish(atSeconds + 1);
        assert.is(summary.integral, expected + 1);
        near(summary.mean, (expected + 1) / (atSeconds + 1), 1e-9);
        assert.is(summary.max, Math.max(1, ...pieces.filter(([, held]) => held > 0).map(([value]) => value)));
      }),
    );
  },
  'refuses time that runs backwards, levels that are no numbers, and anything after the end': () => {
    const level = createTimeWeighted(0, 1);
    level.set(10, 2);
    assert.throws(() => level.set(9, 1), /saw 9 after 10/);
    assert.throws(() => level.finish(9), /saw 9 after 10/);
    assert.throws(() => level.set(Number.NaN, 1), /saw NaN after 10/);
    assert.throws(() => level.set(11, Number.NaN), /saw NaN at 11/);
    level.finish(20);
    assert.throws(() => level.set(21, 1), /finished/);
    assert.throws(() => level.finish(21), /finished/);
    assert.throws(() => createTimeWeighted(5, 1).finish(5), /needs length/);
  },
});
