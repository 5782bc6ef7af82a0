import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { check, golden, near } from './check.ts';
import { firstDifference } from './first-difference.ts';
import { UPDATE_GOLDEN } from './golden.ts';

/**
 * Gives `body` the path of a file that holds `text`, and leaves nothing behind. While it runs, the process has these
 * arguments, so that the rows mean the same when this very file is run with --update-golden.
 */
function withFile(text: string, body: (file: string) => void, words: readonly string[] = []): void {
  const folder = mkdtempSync(join(tmpdir(), 'asset-hub-golden-'));
  const own = process.argv;
  process.argv = [...own.slice(0, 2), ...words];
  try {
    const file = join(folder, 'expected.txt');
    writeFileSync(file, text);
    body(file);
  } finally {
    process.argv = own;
    rmSync(folder, { recursive: true });
  }
}

check('check', {
  'refuses a table without rows': () => assert.throws(() => check('empty', {}), /no rows/),
  'refuses a row without a sentence': () => assert.throws(() => check('nameless', { ' ': () => {} }), /sentence/),
  'refuses a table without a subject': () => assert.throws(() => check('', { row: () => {} }), /subject/),
});

check('near', {
  'accepts a difference as large as the tolerance': () => near(1.5, 1, 0.5),
  'rejects a larger one and says by how much': () =>
    assert.throws(() => near(1.75, 1, 0.5, 'wait'), /wait: saw 1.75, wanted 1 within 0.5, differs by 0.75/),
  'finds NaN near nothing': () => assert.throws(() => near(Number.NaN, Number.NaN, 1)),
  'finds an infinity near nothing': () => assert.throws(() => near(Infinity, Infinity, 1)),
  'refuses a tolerance that means nothing': () => assert.throws(() => near(1, 1, Number.NaN), /tolerance/),
});

check('golden', {
  'accepts the same text': () => withFile('a\nb\n', file => golden(file, 'a\nb\n')),
  'shows the difference and the command that accepts it': () =>
    withFile('a\nb\n', file =>
      assert.throws(
        () => golden(file, 'a\nc\n'),
        (thrown: Error & { details: string }) =>
          /differs/.test(thrown.message) &&
          /- b\n.*\+ c/.test(thrown.details) &&
          /npm test -- --update-golden test.kit.check.test.ts/.test(thrown.details),
      ),
    ),
  'does not make a missing file': () =>
    withFile('', file => {
      assert.throws(() => golden(`${file}.missing`, 'text'), /is missing/);
      assert.throws(() => golden(`${file}.missing`, 'text'), /is missing/);
    }),
  'rewrites the file when asked': () => {
    const rewrite = (file: string) => {
      golden(file, 'new\n');
      assert.is(readFileSync(file, 'utf8'), 'new\n');
    };
    withFile('old\n', rewrite, [UPDATE_GOLDEN]);
  },
  'refuses a relative path': () => assert.throws(() => golden('expected.txt', ''), /absolute/),
});

check('firstDifference', {
  'marks what changed and shows what stands around it': () =>
    assert.is(firstDifference('a\nb\nc', 'a\nX\nc'), '      1   a\n      2 - b\n      2 + X\n      3   c'),
  'makes trailing spaces visible': () => assert.match(firstDifference('a', 'a '), /\+ a·$/),
  'shows an added last line': () => assert.match(firstDifference('a\n', 'a\nb\n'), /2 \+ b/),
});
