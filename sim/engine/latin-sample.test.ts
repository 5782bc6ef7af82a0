import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { latinSample } from './latin-sample.ts';

const countOf = (points: readonly (readonly number[])[], parameter: number, choice: number) =>
  points.filter(point => point[parameter] === choice).length;

check('latinSample', {
  'takes every choice as often as any other': () => {
    const points = latinSample([2, 3, 4], 12, 1);
    for (const [parameter, size] of [2, 3, 4].entries()) {
      for (let choice = 0; choice < size; choice += 1) assert.is(countOf(points, parameter, choice), 12 / size);
    }
  },
  'orders each parameter by itself': () => {
    const points = latinSample([6, 6], 36, 1);
    assert.ok(new Set(points.map(point => point.join())).size > 18, 'pairs are not always the same');
  },
  'depends on the seed alone': () => {
    assert.equal(latinSample([3, 5], 15, 7), latinSample([3, 5], 15, 7));
    assert.not.equal(latinSample([3, 5], 15, 7), latinSample([3, 5], 15, 8));
  },
});
