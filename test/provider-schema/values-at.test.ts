import * as assert from 'uvu/assert';
import { check } from '../kit/check.ts';
import { UNKNOWN } from '../pulumi-host/program-record.ts';
import { isFilled, isSet, numberAt, parsedJson, setAmong, textsAt, valuesAt } from './values-at.ts';

const INPUTS = { name: 'q', size: null, rules: [{ days: 1 }, {}, { days: UNKNOWN, tags: ['a', 'b'] }], none: [] };

check('the values at a path', {
  'are those that are there, with their places': () =>
    assert.equal(valuesAt(INPUTS, 'rules[].days'), [{ path: 'rules[0].days', value: 1 }]),
  'may be in lists of lists': () => assert.equal(textsAt(INPUTS, 'rules[].tags[]'), ['a', 'b']),
  'are none where the path ends early': () => assert.equal(valuesAt(INPUTS, 'name.first[].last'), []),
  'are none when null': () => assert.equal(valuesAt(INPUTS, 'size'), []),
  'are numbers only where a number is wanted': () => assert.is(numberAt(INPUTS, 'name'), undefined),
});

check('what was given', {
  'counts when it is not known yet': () => assert.is(isSet({ a: { b: UNKNOWN } }, 'a.b'), true),
  'does not count when null': () => assert.equal(setAmong(INPUTS, ['name', 'size', 'other']), ['name']),
  'is filled when it is no empty list': () =>
    assert.equal(
      ['rules', 'none', 'size', 'name'].map(name => isFilled(INPUTS, name)),
      [true, false, false, true],
    ),
});

check('a JSON text', {
  'is parsed': () => assert.equal(parsedJson('{"a":1}'), { a: 1 }),
  'that is none is nothing': () => assert.is(parsedJson('{a:1}'), undefined),
});
