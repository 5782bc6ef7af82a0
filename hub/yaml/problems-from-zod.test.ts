import * as assert from 'uvu/assert';
import { z } from 'zod';
import { check } from '../../test/kit/check.ts';
import { parseLocated } from './parse-located.ts';
import { problemsFromZod } from './problems-from-zod.ts';

const shape = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('circle'), radius: z.number().positive() }),
  z.strictObject({ kind: z.literal('square'), side: z.number() }),
]);

const schema = z.strictObject({
  count: z.number().int().min(0).max(9).optional(),
  color: z.enum(['red', 'green', 'blue']).optional(),
  isBig: z.boolean().optional(),
  list: z.array(z.number()).min(1).optional(),
  pair: z.tuple([z.number(), z.number()]).optional(),
  named: z.record(z.string().regex(/^[a-z]+$/, 'must be lower-case'), z.number()).optional(),
  shape: z.union([shape, z.strictObject({ preset: z.string() })]).optional(),
  required: z.strictObject({ size: z.number() }),
});

/** Each problem as `line:column path message | hint`. */
function problems(yaml: string, more = 'required: {size: 1}\n'): readonly string[] {
  const result = parseLocated(yaml + more, 'x.yaml');
  if (result.kind !== 'parsed') throw new Error(JSON.stringify(result.problems));
  const parsed = schema.safeParse(result.located.value);
  const found = parsed.success ? [] : problemsFromZod(parsed.error, result.located, schema);
  return found.map(p => `${p.line}:${p.column} ${p.path} ${p.message}${p.hint === undefined ? '' : ` | ${p.hint}`}`);
}

check('problemsFromZod', {
  'says what was seen and what is wanted': () => {
    assert.equal(problems('count: -1\n'), ['1:8 count must be >= 0 (saw -1)']);
    assert.equal(problems('count: 10\n'), ['1:8 count must be <= 9 (saw 10)']);
    assert.equal(problems('count: 1.5\n'), ['1:8 count must be a whole number (saw 1.5)']);
    assert.equal(problems('count: "3"\n'), ['1:8 count must be a number (saw "3")']);
    assert.equal(problems('count: .nan\n'), ['1:8 count must be a number (saw NaN)']);
    assert.equal(problems('isBig: yes\n'), ['1:8 isBig must be true or false (saw "yes")']);
    assert.equal(problems('list: []\n'), ['1:7 list must have >= 1 items (saw 0)']);
    assert.equal(problems('list: 5\n'), ['1:7 list must be a list (saw 5)']);
    assert.equal(problems('pair: [1]\n'), ['1:7 pair must have >= 2 items (saw 1)']);
    assert.equal(problems('count:\n'), ['1:7 count must be a number (saw null)']);
  },
  'suggests the word that was meant': () => {
    assert.equal(problems('color: gren\n'), [
      '1:8 color must be one of red, green, blue (saw "gren") | did you mean green?',
    ]);
    assert.equal(problems('color: 7\n'), ['1:8 color must be one of red, green, blue (saw 7)']);
  },
  'suggests the key that was meant, or those that are still free': () => {
    assert.equal(problems('cout: 1\n'), ['1:1 cout is not a key that is known here | did you mean count?']);
    assert.match(problems('count: 1\ncout: 1\n')[0]!, /^2:1 cout .* did you mean count\?$/);
    assert.match(problems('count: 1\nzebra: 1\n')[0]!, /^2:1 zebra .* known are color, isBig/);
  },
  'points at the mapping a missing key belongs in': () => {
    assert.equal(problems('', 'count: 1\nrequired:\n  # nothing\n  {}\n'), [
      '2:1 required.size is missing: it must be a number',
    ]);
    assert.equal(problems('count: 1\n', ''), ['1:1 required is missing: it must be a mapping']);
  },
  'names the item of a list': () =>
    assert.equal(problems('list: [1, two]\n'), ['1:11 list[1] must be a number (saw "two")']),
  'says what is wrong with a name': () =>
    assert.equal(problems('named: {a: 1, B2: 2}\n'), ['1:15 named.B2 is a name that must be lower-case (saw B2)']),
  'speaks of the branch of a union that was meant': () => {
    assert.equal(problems('shape: {kind: circle, radius: 0}\n'), ['1:31 shape.radius must be > 0 (saw 0)']);
    assert.equal(problems('shape: {kind: circle, radius: 1, side: 2}\n'), [
      '1:34 shape.side is not a key that is known here | remove it',
    ]);
    assert.equal(problems('shape: {kind: sqare, side: 2}\n'), [
      '1:15 shape.kind must be one of circle, square (saw "sqare") | did you mean square?',
    ]);
    assert.equal(problems('shape: {prest: x}\n'), [
      '1:1 shape.preset is missing: it must be a text',
      '1:9 shape.prest is not a key that is known here | did you mean preset?',
    ]);
  },
  'shortens what would fill the screen': () => assert.ok(problems(`count: ${'x'.repeat(500)}\n`)[0]!.length < 100),
});
