import * as fc from 'fast-check';
import * as assert from 'uvu/assert';
import { stringify } from 'yaml';
import { check } from '../../test/kit/check.ts';
import { type Located, locate, locateKey, type Path, printPath } from './located.ts';
import { parseLocated } from './parse-located.ts';

function parsed(text: string): Located {
  const result = parseLocated(text, 'x.yaml');
  if (result.kind === 'parsed') return result.located;
  throw new Error(JSON.stringify(result.problems));
}

function problemsOf(text: string): readonly string[] {
  const result = parseLocated(text, 'x.yaml');
  return result.kind === 'problems' ? result.problems.map(p => `${p.file}:${p.line}:${p.column} ${p.message}`) : [];
}

const at = (located: Located, path: Path) => {
  const { file, line, column } = locate(located, path);
  return `${file}:${line}:${column}`;
};

const TEXT = `a:
  b: 1
  list:
    - x
    - y: 2
c: {d: 3,   e: 4}
`;

check('parseLocated', {
  'finds the place of every value': () => {
    const located = parsed(TEXT);
    assert.equal(located.value, { a: { b: 1, list: ['x', { y: 2 }] }, c: { d: 3, e: 4 } });
    assert.is(at(located, ['a', 'b']), 'x.yaml:2:6');
    assert.is(at(located, ['a', 'list', 0]), 'x.yaml:4:7');
    assert.is(at(located, ['a', 'list', 1, 'y']), 'x.yaml:5:10');
    assert.is(at(located, ['c', 'e']), 'x.yaml:6:16');
  },
  'points at the key of the nearest ancestor for what nobody wrote': () => {
    assert.is(at(parsed(TEXT), ['a', 'missing', 'deep']), 'x.yaml:1:1');
    assert.is(at(parsed(TEXT), ['c', 'f']), 'x.yaml:6:1');
    assert.is(at(parsed(TEXT), ['a', 'list', 1, 'z']), 'x.yaml:5:7');
  },
  'knows where a key stands': () => assert.is(locateKey(parsed(TEXT), ['c', 'e']).column, 13),
  'counts columns the same with Windows line ends': () =>
    assert.is(at(parsed(TEXT.replaceAll('\n', '\r\n')), ['a', 'list', 1, 'y']), 'x.yaml:5:10'),
  'reads an empty file as null at its start': () => {
    assert.is(parsed('').value, null);
    assert.is(at(parsed('# nothing\n'), ['a']), 'x.yaml:1:1');
  },
  'gives a key without a value the value null': () => assert.equal(parsed('a:\nb: 1\n').value, { a: null, b: 1 }),
  'follows anchors, aliases and merge keys, own keys first': () =>
    assert.equal(parsed('a: &x {p: 1, q: 2}\nb: *x\nc: {<<: *x, q: 3}\n').value, {
      a: { p: 1, q: 2 },
      b: { p: 1, q: 2 },
      c: { p: 1, q: 3 },
    }),
  'keeps a key called __proto__ plain data': () => {
    const { value } = parsed('__proto__: {polluted: true}\n');
    assert.ok(Object.hasOwn(value as object, '__proto__'));
    assert.is(({} as { polluted?: boolean }).polluted, undefined);
  },
  'reads back what was printed': () => {
    // The printer does not quote a key `<<`, which then merges: nothing that a JSON value means.
    const printable = fc.jsonValue().filter(value => !JSON.stringify(value).includes('"<<"'));
    fc.assert(
      fc.property(printable, value => assert.equal(parsed(stringify(value)).value, value)),
      { numRuns: 200 },
    );
  },
});

check('parseLocated, given bad YAML,', {
  'names the second of two equal keys': () =>
    assert.equal(problemsOf('a: 1\nb: 2\na: 3\n'), [
      'x.yaml:3:1 is not valid YAML: this key stands twice in one mapping',
    ]),
  'says where a bracket is not closed': () =>
    assert.match(problemsOf('a: [1\nb: 2\n')[0]!, /^x.yaml:2:1 is not valid YAML: /),
  'refuses tabs as indentation': () =>
    assert.match(problemsOf('a:\n\tb: 1\n').join('\n'), 'x.yaml:2:1 is not valid YAML: a tab indents this line'),
  'refuses a second document': () =>
    assert.match(problemsOf('a: 1\n---\nb: 2\n')[0]!, /^x.yaml:2:1 .* second one starts$/),
  'refuses tags it does not know': () => assert.match(problemsOf('a: !secret x\n')[0]!, /^x.yaml:1:4 .*!secret/),
  'refuses an alias of nothing': () =>
    assert.equal(problemsOf('a: *x\n'), ['x.yaml:1:4 refers to *x, which no anchor names']),
  'refuses a key that is a mapping': () =>
    assert.equal(problemsOf('? {a: 1}\n: 2\n'), ['x.yaml:1:3 has a key that is not plain text']),
  'refuses to merge a number': () =>
    assert.equal(problemsOf('a: {<<: 1}\n'), ['x.yaml:1:5 merges (<<) something that is not a mapping']),
  // Nine levels of nine: 9^9 strings if it were followed to the end.
  'stops at a file that unfolds without end': () => {
    const level = (n: number) => `l${n}: &l${n} [${Array.from({ length: 9 }, () => `*l${n - 1}`).join(', ')}]\n`;
    const bomb = `l0: &l0 x\n${Array.from({ length: 9 }, (_, n) => level(n + 1)).join('')}`;
    assert.match(problemsOf(bomb).join('\n'), /^x.yaml:\d+:\d+ follows more than 200 aliases in one file$/);
    assert.match(problemsOf('a: &a [*a]\n').join('\n'), 'follows more than 200 aliases');
  },
  'finds several mistakes at once': () => assert.is(problemsOf('a: 1\na: 2\nb: 1\nb: 2\n').length, 2),
});

check('printPath', {
  'writes indices in brackets': () =>
    assert.is(printPath(['fleets', 'x', 'policies', 0, 'name']), 'fleets.x.policies[0].name'),
});
