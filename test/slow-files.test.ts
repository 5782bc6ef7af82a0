import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { check } from './kit/check.ts';
import { slowFirst } from './kit/runner.ts';
import { SLOW_FILES } from './slow-files.ts';

check('slow test files', {
  'are files, each named once': () => {
    const missing = SLOW_FILES.filter(path => !existsSync(join(import.meta.dirname, '..', path)));
    assert.equal(missing, []);
    assert.is(new Set(SLOW_FILES).size, SLOW_FILES.length);
  },
  'are begun first in their order, and no other is lost or run twice': () => {
    assert.equal(slowFirst(['a', 'b', 'c', 'd'], ['d', 'x', 'b']), ['d', 'b', 'a', 'c']);
    assert.equal(slowFirst(['a', 'b'], []), ['a', 'b']);
  },
});
