import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { startRangeServer } from '../../test/ranges/start-range-server.ts';
import { type DownloadOptions, download } from './download.ts';
import { httpSource } from './http-source.ts';

const server = await startRangeServer();
const PART_BYTES = 1000;
/** Seven parts, the last one short; no two alike. */
const bytesOf = (seed: string, count = 6500): Uint8Array => {
  const blocks: Buffer[] = [];
  for (let index = 0; index * 32 < count; index += 1)
    blocks.push(createHash('sha256').update(`${seed} ${index}`).digest());
  return Buffer.concat(blocks).subarray(0, count);
};
const BYTES = bytesOf('model');

/** A new folder, a server that is well, and one download. */
function open(bytes: Uint8Array = BYTES, settings: Partial<typeof server.settings> = {}) {
  server.files.set('model', bytes);
  server.troubles.length = server.asked.length = 0;
  Object.assign(server.settings, { hasRanges: true, hasTags: true }, settings);
  const folder = mkdtempSync(join(tmpdir(), 'asset-hub-models-'));
  const path = join(folder, 'group/model');
  const get = (options: Partial<DownloadOptions> = {}, address = 'model') =>
    download(httpSource(server.urlOf(address)), path, {
      partBytes: PART_BYTES,
      parallelCount: 3,
      sleep: async () => {},
      drawRatio: () => 0,
      ...options,
    });
  return { path, get, folder };
}
const messageOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    error => (error as Error).message,
  );
const isWhole = (path: string, bytes = BYTES) => Buffer.compare(readFileSync(path), bytes) === 0;

check('a download', {
  'comes in parts, several at once, and is the file': async () => {
    const { path, get } = open();
    const progress: number[] = [];
    await get({ onBytes: have => progress.push(have) });
    assert.ok(isWhole(path));
    assert.is(server.asked.length, 7);
    assert.is(progress.at(-1), 6500);
    assert.equal(readdirSync(join(path, '..')), ['model']);
  },
  'follows the address to where the file is': async () => {
    const { path, get } = open();
    await get({}, 'moved/model');
    assert.ok(isWhole(path));
  },
  'repeats what broke off, was refused for now, or stood still': async () => {
    const { path, get } = open();
    server.troubles.push({ kind: 'break-off', afterBytes: 300 }, { kind: 'status', status: 503 }, { kind: 'stall' });
    await get({ stallSeconds: 0.1 });
    assert.ok(isWhole(path));
    assert.is(server.asked.length, 10);
  },
  'gives up after so many attempts, and goes on the next time where it stopped': async () => {
    const { path, get } = open();
    server.troubles.push(undefined, undefined, undefined, undefined, { kind: 'status', status: 500 });
    assert.match(await messageOf(get({ attemptsMax: 1, parallelCount: 1 })), /answered 500/);
    assert.not(existsSync(path));
    server.asked.length = 0;
    await get();
    assert.equal(server.asked.toSorted(), ['model 4000-5000', 'model 5000-6000', 'model 6000-6500']);
    assert.ok(isWhole(path));
  },
  'starts anew when the file is another one by then': async () => {
    const { path, get } = open();
    server.troubles.push(undefined, undefined, { kind: 'status', status: 500 });
    await messageOf(get({ attemptsMax: 1, parallelCount: 1 }));
    const other = bytesOf('another');
    server.files.set('model', other);
    server.asked.length = 0;
    await get();
    assert.is(server.asked.length, 7);
    assert.ok(isWhole(path, other));
  },
  'starts anew when nobody can tell whether it is the same': async () => {
    const { path, get } = open(BYTES, { hasTags: false });
    server.troubles.push(undefined, undefined, { kind: 'status', status: 500 });
    await messageOf(get({ attemptsMax: 1, parallelCount: 1 }));
    server.asked.length = 0;
    await get();
    assert.is(server.asked.length, 7);
    assert.ok(isWhole(path));
  },
  'starts anew when its note is damaged': async () => {
    const { path, get } = open();
    server.troubles.push(undefined, { kind: 'status', status: 500 });
    await messageOf(get({ attemptsMax: 1, parallelCount: 1 }));
    writeFileSync(`${path}.part.json`, '{"done": [0, 1');
    await get();
    assert.ok(isWhole(path));
  },
  'stops at once when the file changes under its hands': async () => {
    const { path, get } = open();
    const work = get({ parallelCount: 1, onBytes: () => server.files.set('model', bytesOf('another')) });
    assert.match(await messageOf(work), /has changed while it was fetched/);
    assert.not(existsSync(path));
    await get();
    assert.ok(isWhole(path, bytesOf('another')));
  },
  'takes a file without ranges in one piece, and again from the start': async () => {
    const { path, get } = open(BYTES, { hasRanges: false });
    server.troubles.push({ kind: 'break-off', afterBytes: 2000 });
    await get();
    assert.equal(server.asked.slice(-2), ['model 0-6500', 'model 0-6500']);
    assert.ok(isWhole(path));
  },
  'takes an empty file': async () => {
    const { path, get } = open(new Uint8Array());
    await get();
    assert.ok(isWhole(path, new Uint8Array()));
  },
  'is told at once that there is no such file': async () => {
    const { get } = open();
    assert.match(await messageOf(get({}, 'nothing')), /nothing answered 404/);
  },
  'ends when it is told to, with the reason it was told': async () => {
    const { get } = open();
    const stop = new AbortController();
    server.troubles.push(undefined, { kind: 'stall' }, { kind: 'stall' }, { kind: 'stall' });
    const work = messageOf(get({ signal: stop.signal }));
    setTimeout(() => stop.abort(new Error('interrupted')), 50);
    assert.is(await work, 'interrupted');
  },
});
