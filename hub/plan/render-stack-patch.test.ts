import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { renderStackPatch } from './render-stack-patch.ts';

/** What git makes of a text and a patch. */
function applied(before: string, patch: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'patch-'));
  try {
    writeFileSync(join(folder, 'x.yaml'), before);
    execFileSync('git', ['apply', '--whitespace=nowarn', '-'], {
      cwd: folder,
      input: patch,
      env: { ...process.env, GIT_CEILING_DIRECTORIES: tmpdir() },
    });
    return readFileSync(join(folder, 'x.yaml'), 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const numbered = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `${from + index}\n`).join('');
/** Few letters, so that lines repeat. */
const text = fc
  .tuple(fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 30 }), fc.constantFrom('\n', ''))
  .map(([lines, end]) => lines.join('\n') + end);

check('renderStackPatch', {
  'is what diff -u prints': () => {
    const patch = renderStackPatch(numbered(1, 20), `${numbered(1, 9)}ten\n${numbered(11, 20)}`, 'x.yaml');
    assert.is(patch, '--- x.yaml\n+++ x.yaml\n@@ -7,7 +7,7 @@\n 7\n 8\n 9\n-10\n+ten\n 11\n 12\n 13\n');
  },
  'says nothing of two texts that are the same': () => assert.is(renderStackPatch('a\n', 'a\n', 'x.yaml'), ''),
  'keeps changes that are far from each other apart': () => {
    const patch = renderStackPatch(numbered(1, 20), numbered(2, 19), 'x.yaml');
    assert.equal(patch.match(/@@ .* @@/g), ['@@ -1,4 +1,3 @@', '@@ -17,4 +16,3 @@']);
  },
  'git makes the new text of the old one': () =>
    fc.assert(
      fc.property(text, text, (before, after) => {
        fc.pre(before !== after);
        assert.is(applied(before, renderStackPatch(before, after, 'x.yaml')), after);
      }),
      { numRuns: 60 },
    ),
  'changes no more lines than there are differences': () => {
    const patch = renderStackPatch('a\nb\nc\nd\n', 'b\nc\ne\nd\n', 'x.yaml');
    assert.is(patch, '--- x.yaml\n+++ x.yaml\n@@ -1,4 +1,4 @@\n-a\n b\n c\n+e\n d\n');
  },
});
