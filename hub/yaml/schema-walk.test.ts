import * as assert from 'uvu/assert';
import { z } from 'zod';
import { check } from '../../test/kit/check.ts';
import { branchFor, knownKeys, schemaAt } from './schema-walk.ts';

const cat = z.strictObject({ kind: z.literal('cat'), lives: z.number().default(9) });
const dog = z.strictObject({ kind: z.literal('dog'), tricks: z.array(z.string()) });
const preset = z.strictObject({ preset: z.string() });
const pets = z.union([z.discriminatedUnion('kind', [cat, dog]), preset]);
const schema = z
  .strictObject({ pets: z.record(z.string(), z.array(pets)), sizes: z.tuple([z.string(), z.number()]) })
  .prefault({} as never);

check('schema walk', {
  'goes through defaults, records, lists, tuples and unions': () => {
    const value = { pets: { tom: [{ kind: 'dog', tricks: ['sit'] }] } };
    assert.ok(schemaAt(schema, ['pets', 'tom', 0, 'tricks', 0], value) instanceof z.ZodString);
    assert.ok(schemaAt(schema, ['sizes', 1], value) instanceof z.ZodNumber);
    assert.is(schemaAt(schema, ['pests'], value), undefined);
  },
  'takes the branch whose kind is named, even where the rest is wrong': () => {
    assert.is(branchFor(pets, { kind: 'dog', lives: 3 }), dog);
    assert.is(branchFor(pets, { preset: 5 }), preset);
    assert.is(branchFor(pets, { kind: 'cat' }), cat);
  },
  'knows the keys of that branch': () =>
    assert.equal(knownKeys(pets, [], { kind: 'dog' }, { kind: 'dog' }), ['kind', 'tricks']),
});
