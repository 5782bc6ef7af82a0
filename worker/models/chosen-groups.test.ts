/** Groups that an export made, by the program as a person runs it, with the project's own catalog and a folder of small graphs. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { CreateBucketCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { startMoto } from '../../test/moto/start-moto.ts';
import { writeWeightsFolder } from '../../test/worker/weights-folder.ts';
import { weightsCheck } from '../doctor/weights-check.ts';
import { weightsSet } from '../stages/sets/weights-set.ts';
import { neededFiles, placeOf, readModelCatalog } from './model-catalog.ts';
import { readModelLock, writeModelLock } from './model-lock.ts';
import { parseManifest } from './weights-manifest.ts';

const moto = await startMoto();
const s3 = new S3Client({ ...moto.clientConfig, forcePathStyle: true });
const catalog = readModelCatalog();
/** What an export in 16 bits leaves beside what the catalog has: weights of the one graph that is large, and settings. */
const BESIDE = ['sdxl/unet/model.onnx_data', 'sdxl/model_index.json'];
const NEEDED = Object.entries(catalog.groups).flatMap(([name, group]) =>
  neededFiles(group).map(file => placeOf(name, file)),
);
const { weightsFolder: original } = writeWeightsFolder();

/** A folder with all groups, and no lock yet. */
function open() {
  const folder = mkdtempSync(join(tmpdir(), 'asset-hub-made-'));
  const [to, lock] = [join(folder, 'weights'), join(folder, 'models.lock.json')];
  cpSync(original, to, { recursive: true });
  const put = (place: string, text = place) => {
    mkdirSync(dirname(join(to, place)), { recursive: true });
    writeFileSync(join(to, place), text);
  };
  for (const place of BESIDE) put(place);
  return { to, lock, put, run: (...args: string[]) => run(['--to', to, '--lock', lock, ...args]) };
}
type Opened = ReturnType<typeof open>;

type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };
const run = (args: readonly string[]): Promise<Ended> =>
  promisify(execFile)(process.execPath, [join(import.meta.dirname, 'fetch.ts'), ...args], {
    env: { ...process.env, ...moto.variables },
  }).then(
    ended => ({ code: 0, ...ended }),
    ({ code, stdout, stderr }: Ended) => ({ code, stdout, stderr }),
  );
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

check('a group that was made', {
  'is locked as it lies there, and nothing of it is fetched': async () => {
    const { to, lock, run } = open();
    const { code, stderr } = await run('--made', 'sdxl');
    assert.is(code, 0, stderr);
    const locked = readModelLock(lock);
    assert.equal(Object.keys(locked), [...NEEDED, ...BESIDE].toSorted());
    for (const [place, entry] of Object.entries(locked)) {
      const bytes = readFileSync(join(to, place));
      assert.equal([entry.sha256, entry.byteCount], [sha256(bytes), bytes.byteLength], place);
      assert.is(entry.url === 'made: sdxl', place.startsWith('sdxl/'), place);
    }
    assert.not(existsSync(join(to, 'sdxl/text_encoder_2/model.onnx_data')), 'the base model’s has it');
    await promisify(execFile)('sha256sum', ['--check', '--strict', 'manifest.sha256'], { cwd: to });
    const names = parseManifest(readFileSync(join(to, 'manifest.sha256'), 'utf8')).map(({ path }) => path);
    assert.equal(names, Object.keys(locked));
  },
  'is the same the next time, alone or with the others by their names': async () => {
    const { to, lock, run } = open();
    await run('--made', 'sdxl');
    const [lockText, manifest] = [lock, join(to, 'manifest.sha256')].map(file => readFileSync(file, 'utf8'));
    assert.is((await run('--made', 'sdxl', '--group', 'triposr', '--group', 'u2net')).code, 0);
    assert.is(readFileSync(join(to, 'manifest.sha256'), 'utf8'), manifest);
    assert.is((await run('--made', 'sdxl', '--group', 'u2net')).code, 0);
    assert.is(readFileSync(lock, 'utf8'), lockText);
  },
  'is what a worker serves, and a doctor finds well': async () => {
    const { to, lock, run } = open();
    await run('--made', 'sdxl');
    const versionsWith = (changed: ReturnType<typeof readModelLock>) => {
      const served = ['text-to-image', 'matte', 'image-to-3d'] as const;
      const { registry, modelVersion } = weightsSet({ weightsFolder: to, lock: changed, served });
      return served.map(name => registry[name]!.models.map(modelVersion).join());
    };
    const locked = readModelLock(lock);
    const [image, ...others] = versionsWith(locked);
    const weights = 'sdxl/unet/model.onnx_data';
    const changed = { ...locked, [weights]: { ...locked[weights]!, sha256: 'f'.repeat(64) } };
    assert.is.not(versionsWith(changed)[0], image);
    assert.equal(versionsWith(changed).slice(1), others);
    const finding = await weightsCheck(to, locked, true).run();
    assert.is(finding.kind, 'fine', finding.says);
    assert.match(finding.says, new RegExp(`${NEEDED.length + BESIDE.length} files, .* all sums are right`));
  },
  'goes to the bucket with the others': async () => {
    await s3.send(new CreateBucketCommand({ Bucket: 'made' }));
    const { lock, run } = open();
    const { code, stderr } = await run('--made', 'sdxl', '--stage-to', 's3://made/weights/1');
    assert.is(code, 0, stderr);
    const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: 'made' }));
    const wanted = ['manifest.sha256', ...Object.keys(readModelLock(lock))].map(place => `weights/1/${place}`);
    assert.equal(
      Contents.map(({ Key }) => Key),
      wanted.toSorted(),
    );
  },
  'is told of in the help': async () => assert.match((await run(['--help'])).stdout, /--made NAME/),
});

/** Before anything is written. */
const isRefused = (spoil: (opened: Opened) => void, why: RegExp) => async () => {
  const opened = open();
  spoil(opened);
  const { code, stderr } = await opened.run('--made', 'sdxl');
  assert.is(code, 1, stderr);
  assert.match(stderr, why);
  assert.match(stderr, /\nhint: /);
  assert.not(existsSync(opened.lock));
  assert.not(existsSync(join(opened.to, 'manifest.sha256')));
};
const without =
  (...places: readonly string[]) =>
  ({ to }: Opened) => {
    for (const place of places) rmSync(join(to, place), { recursive: true });
  };

check('a group that was said to be made is refused', {
  'when it is not there': isRefused(without('sdxl'), /weights\/sdxl is no folder, and sdxl was said to be made/),
  'when it is a file': isRefused(opened => {
    without('sdxl')(opened);
    opened.put('sdxl');
  }, /is no folder/),
  'when a graph is missing, a vocabulary, or the settings of the scheduler': async () => {
    for (const place of NEEDED.filter(name => name.startsWith('sdxl/')))
      await isRefused(without(place), new RegExp(`sdxl lacks ${place.slice(5)}\nhint: export sdxl anew`))();
  },
  'with all that is missing at once': isRefused(
    without('sdxl/unet', 'sdxl/tokenizer'),
    /lacks unet\/model\.onnx, tokenizer\/vocab\.json, tokenizer\/merges\.txt\n/,
  ),
  'when a broken fetch lies there': isRefused(
    ({ put }) => put('sdxl/vae_decoder/model.onnx.part'),
    /has vae_decoder\/model\.onnx\.part, which is none of an export's files/,
  ),
  'when a name is none that an instance takes': isRefused(
    ({ put }) => put('sdxl/unet/my weights'),
    /has unet\/my weights, which/,
  ),
  'when a file is a link': isRefused(
    ({ to }) => symlinkSync('/etc/hostname', join(to, 'sdxl/unet/link')),
    /has unet\/link, which/,
  ),
  'when its name is no group’s, or is given as both': async () => {
    const { run } = open();
    const unknown = await run('--made', 'sdx');
    assert.is(unknown.code, 2);
    assert.match(unknown.stderr, /no models are called sdx\nhint: use one of: sdxl/);
    const both = await run('--made', 'sdxl', '--group', 'sdxl');
    assert.is(both.code, 2);
    assert.match(both.stderr, /sdxl cannot be fetched and made/);
  },
});

/** After a first lock, which stays as it is. */
const isRefusedNext = (spoil: (opened: Opened) => void, args: readonly string[], why: RegExp) => async () => {
  const opened = open();
  await opened.run('--made', 'sdxl');
  spoil(opened);
  const before = readFileSync(opened.lock, 'utf8');
  const { code, stderr } = await opened.run(...args);
  assert.is(code, 1, stderr);
  assert.match(stderr, why);
  assert.is(readFileSync(opened.lock, 'utf8'), before);
};
const LOCK_ANEW = 'hint: if this export is meant, remove all entries of sdxl/ from the lock';

check('another export than the locked one is refused', {
  'when a file is another, which is left where it is': async () => {
    const place = 'sdxl/unet/model.onnx_data';
    let folder = '';
    const spoil = ({ to, put }: Opened) => {
      folder = to;
      put(place, 'another');
    };
    const why = new RegExp(`${place} is not what its lock says: sha256 \\w{64} wanted, \\w{64} seen\n${LOCK_ANEW}`);
    await isRefusedNext(spoil, ['--made', 'sdxl'], why)();
    assert.is(readFileSync(join(folder, place), 'utf8'), 'another');
  },
  'when a file is gone that was locked': isRefusedNext(
    without('sdxl/unet/model.onnx_data'),
    ['--made', 'sdxl'],
    new RegExp(`sdxl lacks unet/model\\.onnx_data, which is locked\n${LOCK_ANEW}`),
  ),
  'when the locked one was fetched': isRefusedNext(
    ({ lock }) => {
      const entry = { sha256: 'f'.repeat(64), byteCount: 1, url: 'https://example.com/graph' };
      writeModelLock(lock, { 'sdxl/unet/model.onnx': entry });
    },
    ['--made', 'sdxl'],
    new RegExp(`was locked when it came from https://example\\.com/graph, not from made: sdxl\n${LOCK_ANEW}`),
  ),
  'when the locked one was made, and one is to be fetched, before it is': isRefusedNext(
    without('sdxl'),
    [],
    /sdxl\/text_encoder\/model\.onnx was locked when it came from made: sdxl, not from https:.*\nhint: say --made sdxl/,
  ),
});
