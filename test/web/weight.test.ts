/** What a first visit loads: index.html and what it names. The viewer comes later, and only to those who have something to turn. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as assert from 'uvu/assert';
import { freshPage } from '../../local/page/fresh-page.ts';
import { check } from '../kit/check.ts';

const BYTES_MAX = 60_000;

const folder = await freshPage(() => {});
const html = readFileSync(join(folder, 'index.html'), 'utf8');
/** Written by each deploy beside the build: some 200 bytes. */
const CONFIG = '/config.json';
const named = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path]) => path!).filter(path => path !== CONFIG);
const gzipped = (path: string) => gzipSync(readFileSync(join(folder, path))).length;
const byteCounts = new Map(['/index.html', ...named].map(path => [path, gzipped(path)]));

check('the first load', {
  'names a script and a style sheet, and no viewer': () => {
    assert.ok(named.some(path => path.endsWith('.js')) && named.some(path => path.endsWith('.css')), named.join(' '));
    assert.not.match(html, /viewer/);
  },
  [`weighs at most ${BYTES_MAX} bytes, compressed`]: () => {
    const sum = [...byteCounts.values()].reduce((total, count) => total + count, 0);
    assert.ok(
      sum <= BYTES_MAX,
      `${sum} bytes: ${[...byteCounts].map(([path, count]) => `${path} ${count}`).join(', ')}`,
    );
  },
  'has no script and no handler of its own within the HTML, which the content security policy would refuse': () => {
    assert.not.match(html, /<script(?![^>]*\bsrc=)|\son\w+=/);
  },
});
