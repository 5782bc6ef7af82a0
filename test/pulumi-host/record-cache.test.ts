import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { check } from '../kit/check.ts';
import type { ProgramRecord } from './program-record.ts';
import { cachedRecord } from './record-cache.ts';

const RECORD: ProgramRecord = {
  project: 'hub',
  stack: 'dev',
  isPreview: false,
  exitCode: 0,
  resources: [],
  outputs: {},
  stackOutputs: { answer: 42 },
  stackOutputSecretPaths: [],
  logs: [],
  invokes: [],
  stdout: '',
  stderr: '',
};

async function inFolder(body: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'asset-hub-records-'));
  try {
    await body(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Counts how often the record is made. */
function counted(milliseconds = 0) {
  const made = { count: 0 };
  const make = async () => {
    made.count += 1;
    await new Promise(resolve => setTimeout(resolve, milliseconds));
    return RECORD;
  };
  return { made, make };
}

check('cachedRecord', {
  'makes a record once': () =>
    inFolder(async folder => {
      const { made, make } = counted();
      for (let time = 0; time < 3; time += 1) {
        assert.equal(await cachedRecord({ folder, keyOf: () => 'key', make }), RECORD);
      }
      assert.is(made.count, 1);
    }),
  'makes it once for all who ask at the same time': () =>
    inFolder(async folder => {
      const { made, make } = counted(200);
      const all = await Promise.all(
        Array.from({ length: 8 }, () => cachedRecord({ folder, keyOf: () => 'key', make })),
      );
      assert.is(made.count, 1);
      for (const record of all) assert.equal(record, RECORD);
    }),
  'makes another for another key': () =>
    inFolder(async folder => {
      const { made, make } = counted();
      await cachedRecord({ folder, keyOf: () => 'key', make });
      await cachedRecord({ folder, keyOf: () => 'other', make });
      assert.is(made.count, 2);
    }),
  'keeps nothing of a failure, and lets the next one try': () =>
    inFolder(async folder => {
      const fail = () => Promise.reject(new Error('the program failed'));
      const thrown = await cachedRecord({ folder, keyOf: () => 'key', make: fail }).catch(error => error);
      assert.is(thrown.message, 'the program failed');
      assert.equal(readdirSync(folder), []);
      assert.equal(await cachedRecord({ folder, keyOf: () => 'key', make: counted().make }), RECORD);
    }),
  'keeps nothing when the sources changed meanwhile': () =>
    inFolder(async folder => {
      let key = 'before';
      const make = async () => {
        key = 'after';
        return RECORD;
      };
      assert.equal(await cachedRecord({ folder, keyOf: () => key, make }), RECORD);
      assert.equal(readdirSync(folder), []);
    }),
  'does not wait for the dead': () =>
    inFolder(async folder => {
      const { pid } = spawnSync('true');
      const lock = join(folder, 'key.json.lock');
      writeFileSync(lock, `${pid}`);
      assert.equal(await cachedRecord({ folder, keyOf: () => 'key', make: counted().make }), RECORD);
      assert.not(existsSync(lock));
    }),
  'does not wait for a lock that outlived every recording': () =>
    inFolder(async folder => {
      const lock = join(folder, 'key.json.lock');
      writeFileSync(lock, `${process.pid}`);
      const longAgo = new Date(Date.now() - 130_000);
      utimesSync(lock, longAgo, longAgo);
      assert.equal(await cachedRecord({ folder, keyOf: () => 'key', make: counted().make }), RECORD);
    }),
  'clears away what the dead left': () =>
    inFolder(async folder => {
      const longAgo = new Date(Date.now() - 130_000);
      for (const [name, at] of [
        ['old.json.lock', longAgo],
        ['new.json.lock', new Date()],
      ] as const) {
        writeFileSync(join(folder, name), `${process.pid}`);
        utimesSync(join(folder, name), at, at);
      }
      await cachedRecord({ folder, keyOf: () => 'key', make: counted().make });
      assert.equal(readdirSync(folder).toSorted(), ['key.json', 'new.json.lock']);
    }),
  'forgets the oldest': () =>
    inFolder(async folder => {
      const { make } = counted();
      for (let key = 0; key < 30; key += 1) await cachedRecord({ folder, keyOf: () => `${key}`, make });
      const kept = readdirSync(folder);
      assert.is(kept.length, 12);
      assert.ok(kept.includes('29.json'));
    }),
});
