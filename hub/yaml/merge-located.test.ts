import * as fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { type Located, locate } from './located.ts';
import { mergeLocated } from './merge-located.ts';
import { parseLocated } from './parse-located.ts';

function parsed(text: string, file = 'base.yaml'): Located {
  const result = parseLocated(text, file);
  if (result.kind === 'parsed') return result.located;
  throw new Error(JSON.stringify(result.problems));
}

const merged = (base: unknown, patch: unknown) =>
  mergeLocated(parsed(JSON.stringify(base)), parsed(JSON.stringify(patch))).value;

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The pseudocode of RFC 7396, section 2, word for word. */
function mergePatch(target: Json | undefined, patch: Json): Json {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const isObject = typeof target === 'object' && target !== null && !Array.isArray(target);
  const result: { [key: string]: Json } = isObject ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else result[name] = mergePatch(result[name], value);
  }
  return result;
}

const key = fc.constantFrom('a', 'b', 'c');
const { tree } = fc.letrec<{ tree: Json }>(tie => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<Json[]>(null, 1, 'x', [1, { a: null }]),
    fc.dictionary(key, tie('tree'), { noNullPrototype: true }) as fc.Arbitrary<Json>,
  ),
}));

check('mergeLocated', {
  // RFC 7396, appendix A.
  'gives the examples of the RFC': () => {
    assert.equal(merged({ a: 'b' }, { a: 'c' }), { a: 'c' });
    assert.equal(merged({ a: 'b' }, { b: 'c' }), { a: 'b', b: 'c' });
    assert.equal(merged({ a: 'b', b: 'c' }, { a: null }), { b: 'c' });
    assert.equal(merged({ a: ['b'] }, { a: 'c' }), { a: 'c' });
    assert.equal(merged({ a: 'c' }, { a: ['b'] }), { a: ['b'] });
    assert.equal(merged({ a: { b: 'c' } }, { a: { b: 'd', c: null } }), { a: { b: 'd' } });
    assert.equal(merged({ a: [{ b: 'c' }] }, { a: [1] }), { a: [1] });
    assert.equal(merged({ e: null }, { a: 1 }), { e: null, a: 1 });
    assert.equal(merged([1, 2], { a: 'b', c: null }), { a: 'b' });
    assert.equal(merged({}, { a: { bb: { ccc: null } } }), { a: { bb: {} } });
  },
  'agrees with the pseudocode of the RFC on any two trees': () =>
    fc.assert(fc.property(tree, tree, (base, patch) => assert.equal(merged(base, patch), mergePatch(base, patch)))),
  'keeps for every part the file it came from': () => {
    const both = mergeLocated(parsed('a:\n  b: 1\n  c: 2\n'), parsed('\na: {b: 9}\n', 'patch.yaml'));
    assert.equal(locate(both, ['a', 'b']), { file: 'patch.yaml', line: 2, column: 8 });
    assert.equal(locate(both, ['a', 'c']), { file: 'base.yaml', line: 3, column: 6 });
  },
  'points a missing key of a mapping in both files at the first file': () => {
    const both = mergeLocated(parsed('x: 1\na:\n  b: 1\n'), parsed('a: {c: 9}\n', 'patch.yaml'));
    assert.equal(locate(both, ['a', 'd']), { file: 'base.yaml', line: 2, column: 1 });
  },
});
