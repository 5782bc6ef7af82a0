/** Every file that the pages name is there. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as assert from 'uvu/assert';
import { check } from '../test/kit/check.ts';

const root = join(import.meta.dirname, '..');
const pages = ['README.md', 'CONTRIBUTING.md', ...globSync('docs/**/*.md', { cwd: root }).sort()];

/** Paths in backquotes with a folder and an ending, from the root; `*` may stand for anything. */
function namedPaths(page: string): string[] {
  return [...page.matchAll(/`((?:hub|sim|cli|docs|test|bench|infra|worker)\/[\w./*-]+\.(?:ts|md|yaml|csv))`/g)].map(
    match => match[1]!,
  );
}

/** Targets of relative links, from the page. */
function linkedPaths(page: string): string[] {
  return [...page.matchAll(/\]\((?!https?:)([^)#\s]+)/g)].map(match => match[1]!);
}

check('the files that pages name', {
  'are found in a page': () => {
    assert.equal(namedPaths('see `hub/units.ts` and `sim/cost/*.test.ts`, not `x.test.ts`'), [
      'hub/units.ts',
      'sim/cost/*.test.ts',
    ]);
    assert.equal(linkedPaths('[a](adr/1.md#x) [b](https://example.com)'), ['adr/1.md']);
  },
  exist: () => {
    const missing = pages.flatMap(page => {
      const text = readFileSync(join(root, page), 'utf8');
      const named = namedPaths(text).filter(path => globSync(path, { cwd: root }).length === 0);
      const linked = linkedPaths(text).filter(path => !existsSync(join(root, dirname(page), path)));
      return [...named, ...linked].map(path => `${page}: ${path}`);
    });
    assert.equal(missing, []);
  },
});
