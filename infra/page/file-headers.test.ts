import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { fileHeadersOf } from './file-headers.ts';

const KEPT = 'public, max-age=31536000, immutable';

check('a file of the page', {
  'is kept for a year when its name says its content': () => {
    for (const key of ['assets/index-DuR1Xs9k.js', 'assets/index-B_x-40aZ.css', 'assets/fonts/a-12345678.woff2'])
      assert.is(fileHeadersOf(key).cacheControl, KEPT, key);
  },
  'is asked after each time when the name would stay': () => {
    for (const key of ['index.html', 'config.json', 'decoders/meshopt.wasm', 'my-document.txt', 'assets/logo.png'])
      assert.is(fileHeadersOf(key).cacheControl, 'no-cache', key);
  },
  'has a type of its own': () => {
    const types = ['index.html', 'a.JS', 'a.wasm', 'a.glb'].map(key => fileHeadersOf(key).contentType);
    assert.equal(types, [
      'text/html; charset=utf-8',
      'text/javascript; charset=utf-8',
      'application/wasm',
      'model/gltf-binary',
    ]);
  },
  'of an unknown type is not served as something else': () =>
    assert.throws(() => fileHeadersOf('assets/a.xyz'), /assets\/a\.xyz is of no type that is known here/),
});
