import { readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { check } from '../kit/check.ts';
import { plainValue } from '../pulumi-host/plain-value.ts';
import { UNKNOWN } from '../pulumi-host/program-record.ts';
import { wireProperties } from './wire-properties.ts';

const HERE = import.meta.filename;

check('wireProperties', {
  'is read back by what reads the wire': () => {
    const value = {
      text: 'a',
      list: [1, { deep: null }],
      url: UNKNOWN,
      key: 'secret',
      nested: { rules: [{ value: 'hidden' }, {}] },
      file: { kind: 'fileAsset', path: HERE, text: readFileSync(HERE, 'utf8') },
      code: { kind: 'assetArchive', assets: { 'index.mjs': { kind: 'stringAsset', text: 'export {};' } } },
    };
    const secretPaths = ['key', 'nested.rules[0].value'];
    assert.equal(plainValue(wireProperties(value, secretPaths)), { value, secretPaths });
  },
});
