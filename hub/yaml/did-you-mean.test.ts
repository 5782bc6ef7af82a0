import * as fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { didYouMean, editCountBetween, nearest } from './did-you-mean.ts';

const word = fc.string({ maxLength: 8, unit: fc.constantFrom('a', 'b', 'c') });

check('editCountBetween', {
  'counts as in the textbooks': () => {
    assert.is(editCountBetween('kitten', 'sitting'), 3);
    assert.is(editCountBetween('flaw', 'lawn'), 2);
    assert.is(editCountBetween('', 'abc'), 3);
  },
  'counts a swap of neighbours once': () => assert.is(editCountBetween('maxConut', 'maxCount'), 1),
  'is symmetric, and zero only for the same word': () =>
    fc.assert(
      fc.property(word, word, (a, b) => {
        assert.is(editCountBetween(a, b), editCountBetween(b, a));
        assert.is(editCountBetween(a, b) === 0, a === b);
      }),
    ),
  'never exceeds the longer word nor undercuts the difference of lengths': () =>
    fc.assert(
      fc.property(word, word, (a, b) => {
        const count = editCountBetween(a, b);
        assert.ok(count <= Math.max(a.length, b.length) && count >= Math.abs(a.length - b.length));
      }),
    ),
});

check('didYouMean', {
  'names the nearest word': () => assert.is(didYouMean('maxCont', ['minCount', 'maxCount']), 'did you mean maxCount?'),
  'does not mind letter case': () => assert.is(nearest('MaxCount', ['minCount', 'maxCount']), 'maxCount'),
  'lists the known words when none is near': () => assert.is(didYouMean('zebra', ['one', 'two']), 'known are one, two'),
  'takes a word broken off early for the whole': () => assert.is(nearest('que', ['market', 'queue']), 'queue'),
  'does not guess at short words': () => assert.is(nearest('ab', ['xy']), undefined),
  'does not list what nobody would read': () =>
    assert.match(
      didYouMean(
        'zebra',
        Array.from({ length: 20 }, (_, i) => `name${i}`),
      ),
      / and 8 more$/,
    ),
});
