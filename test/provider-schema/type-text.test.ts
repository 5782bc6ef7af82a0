import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check } from '../kit/check.ts';
import { type InputType, type PlainKind, parseType, renderType } from './type-text.ts';

const PLAIN: readonly PlainKind[] = ['string', 'number', 'boolean', 'any', 'asset', 'archive', 'resource'];
const plain = fc.constantFrom(...PLAIN).map((kind): InputType => ({ kind }));
const literal = fc.stringMatching(/^[^']*$/).map((value): InputType => ({ kind: 'literal', value }));
const named = fc.stringMatching(/^[a-z]+\.[A-Z]\w*$/).map((name): InputType => ({ kind: 'named', name }));

/** Any type, but no union directly inside a union, which means the same as one union. */
const { anyType } = fc.letrec<{ anyType: InputType; single: InputType }>(tie => ({
  single: fc.oneof(
    { maxDepth: 4 },
    plain,
    literal,
    named,
    tie('anyType').map((element): InputType => ({ kind: 'list', element })),
    tie('anyType').map((element): InputType => ({ kind: 'map', element })),
  ),
  anyType: fc.oneof(
    { maxDepth: 4 },
    tie('single'),
    fc.array(tie('single'), { minLength: 2, maxLength: 4 }).map((options): InputType => ({ kind: 'union', options })),
  ),
}));

const refuses = (text: string) => () => assert.throws(() => parseType(text), /cannot be read/);

check('a type text', {
  'is read back as the type it was written from': () =>
    fc.assert(fc.property(anyType, type => assert.equal(parseType(renderType(type)), type))),
  'binds the list closer than the alternatives': () =>
    assert.equal(parseType('string | number[]'), {
      kind: 'union',
      options: [{ kind: 'string' }, { kind: 'list', element: { kind: 'number' } }],
    }),
  'is refused when it is empty': refuses(''),
  'is refused when an alternative is missing': refuses('string |'),
  'is refused when a bracket is missing': refuses('(string'),
  'is refused when something follows': refuses('string number'),
});
