import * as assert from 'uvu/assert';
import { check, near } from '../../../test/kit/check.ts';
import { normalQuantile } from '../../engine/normal-quantile.ts';
import { digamma, gammaProbability, logGamma, normalProbability, trigamma } from './gamma-function.ts';

const EULER = 0.5772156649015329;
const close = (actual: number, expected: number) => near(actual, expected, 1e-12 * Math.max(1, Math.abs(expected)));

check('the gamma function', {
  'is the factorial': () => close(logGamma(11), Math.log(3_628_800)),
  'of a half is the root of pi': () => close(logGamma(0.5), Math.log(Math.PI) / 2),
  'has the derivatives of the tables': () => {
    close(digamma(1), -EULER);
    close(digamma(0.5), -EULER - 2 * Math.log(2));
    close(trigamma(1), Math.PI ** 2 / 6);
    close(trigamma(0.5), Math.PI ** 2 / 2);
  },
  'obeys its recurrence on both sides of where the series begins': () => {
    for (const x of [1e-3, 0.3, 5, 11.5, 12.5, 300, 1e6]) {
      near(logGamma(x + 1), logGamma(x) + Math.log(x), 1e-12 * Math.max(1, Math.abs(logGamma(x))));
      close(digamma(x + 1), digamma(x) + 1 / x);
    }
  },
});

check('gammaProbability', {
  'is the exponential distribution for a shape of 1': () => {
    for (const x of [0.01, 0.5, 1.9, 2.1, 10]) close(gammaProbability(1, x), 1 - Math.exp(-x));
  },
  // 1 - exp(-x) (1 + x + ... + x^(k-1) / (k-1)!)
  'is Erlang for whole shapes': () => {
    for (const x of [0.2, 3, 8]) close(gammaProbability(3, x), 1 - Math.exp(-x) * (1 + x + (x * x) / 2));
  },
  'meets itself where the sum gives way to the fraction': () => {
    for (const shape of [0.5, 4, 100]) {
      near(gammaProbability(shape, shape + 1 - 1e-9), gammaProbability(shape, shape + 1), 1e-8);
    }
  },
  'is 0 at 0 and 1 far away': () => assert.equal([gammaProbability(2, 0), gammaProbability(2, 800)], [0, 1]),
});

check('normalProbability', {
  'undoes the quantile': () => {
    for (const p of [1e-6, 0.025, 0.5, 0.8, 0.975]) near(normalProbability(normalQuantile(p)), p, 1e-13);
  },
});
