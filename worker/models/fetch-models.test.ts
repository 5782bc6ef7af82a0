/** The program that fetches models, run as a person runs it, against a web server on the loopback and a bucket of moto. */
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import * as assert from 'uvu/assert';
import { weightsFolderOf } from '../../infra/boot/boot-settings.ts';
import { check } from '../../test/kit/check.ts';
import { startMoto } from '../../test/moto/start-moto.ts';
import { startRangeServer } from '../../test/ranges/start-range-server.ts';
import { readModelCatalog } from './model-catalog.ts';
import { stageToBucket } from './stage-to-bucket.ts';
import { parseManifest } from './weights-manifest.ts';
import { parseWeightsUrl } from './weights-url.ts';

const server = await startRangeServer();
const moto = await startMoto();
const s3 = new S3Client({ ...moto.clientConfig, forcePathStyle: true });
const BUCKET = 'assets';
const RELEASE = weightsFolderOf({ images: { weightsRelease: 1 } as never });
await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const GRAPH = Buffer.from('a graph');
const WEIGHTS = Buffer.alloc(300_000, 'weights');

/** A folder with a catalog of two groups, whose files the server has. */
function open() {
  const folder = mkdtempSync(join(tmpdir(), 'asset-hub-models-'));
  server.files.set('graph', GRAPH).set('weights', WEIGHTS);
  server.troubles.length = server.asked.length = 0;
  const group = (about: string, files: readonly unknown[]) => ({
    about,
    licence: { name: 'MIT', url: 'https://example.com/licence', isCommercialUse: 'yes' },
    source: 'made for this test [H]',
    files,
  });
  const groups = {
    one: group('a graph and its weights', [
      { path: 'unet/model.onnx', url: server.urlOf('graph') },
      { path: 'unet/model.onnx_data', url: server.urlOf('weights') },
    ]),
    two: group('a graph', [{ path: 'model.onnx', url: server.urlOf('graph') }]),
  };
  const catalog = join(folder, 'models.json');
  writeFileSync(catalog, JSON.stringify({ version: 1, groups }));
  const [to, lock] = [join(folder, 'weights'), join(folder, 'models.lock.json')];
  const args = ['--catalog', catalog, '--lock', lock, '--to', to];
  return { to, lock, catalog, args };
}

type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };
const PROGRAM = join(import.meta.dirname, 'fetch.ts');
const ENVIRONMENT = { ...process.env, ...moto.variables };
const run = (args: readonly string[]): Promise<Ended> =>
  promisify(execFile)(process.execPath, [PROGRAM, ...args], { env: ENVIRONMENT }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: Ended) => ({ code, stdout, stderr }),
  );
const keys = async (prefix: string) => {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: BUCKET, Prefix: prefix }));
  return Contents.map(({ Key = '' }) => Key.slice(prefix.length));
};

check('fetching models', {
  'brings the files, locks what they are, and writes the manifest that instances read': async () => {
    const { to, lock, args } = open();
    const { code, stdout, stderr } = await run(args);
    assert.is(code, 0, stderr);
    assert.is(Buffer.compare(readFileSync(join(to, 'one/unet/model.onnx_data')), WEIGHTS), 0);
    assert.equal(JSON.parse(readFileSync(lock, 'utf8')).files['two/model.onnx'], {
      sha256: sha256(GRAPH),
      byteCount: GRAPH.length,
      url: server.urlOf('graph'),
    });
    assert.match(stdout, new RegExp(`${sha256(WEIGHTS)} {2}one/unet/model\\.onnx_data`));
    // What sha256sum takes, the boot scripts take.
    await promisify(execFile)('sha256sum', ['--check', '--strict', 'manifest.sha256'], { cwd: to });
    const names = parseManifest(readFileSync(join(to, 'manifest.sha256'), 'utf8')).map(({ path }) => path);
    assert.equal(names, ['one/unet/model.onnx', 'one/unet/model.onnx_data', 'two/model.onnx']);
  },
  'fetches nothing twice, and only the groups that are named': async () => {
    const { to, args } = open();
    assert.is((await run([...args, '--group', 'two'])).code, 0);
    assert.not(existsSync(join(to, 'one')));
    server.asked.length = 0;
    const { code, stdout } = await run([...args, '--group', 'two']);
    assert.is(code, 0);
    assert.match(stdout, /was here/);
    assert.equal(server.asked, []);
  },
  'refuses bytes that are not the locked ones, and keeps them aside': async () => {
    const { to, args } = open();
    await run([...args, '--group', 'two']);
    server.files.set('graph', Buffer.from('a wrong graph'));
    rmSync(to, { recursive: true });
    const { code, stderr } = await run([...args, '--group', 'two']);
    assert.is(code, 1);
    assert.match(
      stderr,
      /two\/model\.onnx is not what its lock says: sha256 \w{64} wanted, \w{64} seen\nhint: .*\.wrong/,
    );
    assert.not(existsSync(join(to, 'two/model.onnx')));
    assert.not(existsSync(join(to, 'manifest.sha256')));
    assert.is(readFileSync(join(to, 'two/model.onnx.wrong'), 'utf8'), 'a wrong graph');
    server.files.set('graph', GRAPH);
    assert.is((await run([...args, '--group', 'two'])).code, 0);
  },
  'refuses a lock of another address, and a lock that nobody can read': async () => {
    const { lock, args } = open();
    const entry = { sha256: sha256(GRAPH), byteCount: 7, url: 'https://elsewhere.example/graph' };
    writeFileSync(lock, JSON.stringify({ version: 1, files: { 'two/model.onnx': entry } }));
    assert.match((await run([...args, '--group', 'two'])).stderr, /locked when it came from https:\/\/elsewhere/);
    writeFileSync(lock, '{"version": 1');
    assert.match((await run([...args, '--group', 'two'])).stderr, /is no lock of models\nhint: restore it from git/);
  },
  'goes on after Ctrl-C': async () => {
    const { to, args } = open();
    server.troubles.push({ kind: 'stall' });
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      env: ENVIRONMENT,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', text => (stderr += text));
    while (server.asked.length === 0) await new Promise(resolve => setTimeout(resolve, 10));
    child.kill('SIGINT');
    const code = await new Promise(resolve => child.once('exit', resolve));
    assert.is(code, 130);
    assert.match(stderr, /interrupted\nhint: run it again to go on/);
    assert.is((await run(args)).code, 0);
    assert.ok(existsSync(join(to, 'manifest.sha256')));
  },
  'says what is wrong with its arguments': async () => {
    const { args, to } = open();
    const wrong: readonly (readonly [readonly string[], RegExp])[] = [
      [[], /no folder was named/],
      [[...args, '--group', 'three'], /no models are called three\nhint: use one of: one, two/],
      [['--to', to, '--speed', '9'], /Unknown option '--speed'/],
      [[...args, '--stage-to', 'assets/weights/1'], /assets\/weights\/1 is no folder of weights/],
      [[...args, '--parallel', 'many'], /whole number \(saw many\)/],
    ];
    const ended = await Promise.all(wrong.map(([given]) => run(given)));
    for (const [index, { code, stderr }] of ended.entries()) {
      assert.is(code, 2);
      assert.match(stderr, wrong[index]![1]);
    }
  },
});

check('the bucket of the weights', {
  'gets the files where a boot looks for them, the manifest last, and gives them back': async () => {
    const { to, args } = open();
    const url = `s3://${BUCKET}/${RELEASE}`;
    const put = await run([...args, '--stage-to', url]);
    assert.is(put.code, 0, put.stderr);
    assert.equal(await keys(`${RELEASE}/`), [
      'manifest.sha256',
      'one/unet/model.onnx',
      'one/unet/model.onnx_data',
      'two/model.onnx',
    ]);
    assert.match((await run([...args, '--stage-to', url])).stdout, /is there already/);
    const back = `${to}-back`;
    const got = await run(['--to', back, '--from', url]);
    assert.is(got.code, 0, got.stderr);
    await promisify(execFile)('sha256sum', ['--check', '--strict', 'manifest.sha256'], { cwd: back });
    assert.is(Buffer.compare(readFileSync(join(back, 'one/unet/model.onnx_data')), WEIGHTS), 0);
  },
  'never changes a release': async () => {
    const { to, args } = open();
    await run([...args, '--group', 'two', '--stage-to', `s3://${BUCKET}/weights/2`]);
    server.files.set('graph', Buffer.from('a better graph'));
    const other = { ...open(), to };
    server.files.set('graph', Buffer.from('a better graph'));
    const { code, stderr } = await run([...other.args, '--group', 'two', '--stage-to', `s3://${BUCKET}/weights/2`]);
    assert.is(code, 1);
    assert.match(
      stderr,
      /weights\/2 is a release with other weights\nhint: choose a new number for images\.weightsRelease/,
    );
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'weights/2/two/model.onnx' }));
    assert.is(await Body?.transformToString(), 'a graph');
  },
  'takes a large file in parts, goes on after an interruption, and puts nothing that is not what was summed':
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'asset-hub-models-'));
      const large = Buffer.alloc(11 * 1024 * 1024, 'large');
      const files = { 'a/large.bin': large, 'b/small.bin': GRAPH };
      for (const [path, bytes] of Object.entries(files)) {
        mkdirSync(join(folder, path, '..'), { recursive: true });
        writeFileSync(join(folder, path), bytes);
      }
      const text = Object.entries(files).map(([path, bytes]) => `${sha256(bytes)}  ${path}\n`);
      writeFileSync(join(folder, 'manifest.sha256'), text.join(''));
      writeFileSync(join(folder, 'b/small.bin'), 'damaged');
      const target = parseWeightsUrl(`s3://${BUCKET}/weights/3`);
      const options = { partBytes: 5 * 1024 * 1024 };
      let message = '';
      await stageToBucket(s3, folder, target, options).catch((error: Error) => (message = error.message));
      assert.match(message, /b\/small\.bin is not what manifest\.sha256 says/);
      assert.equal(await keys('weights/3/'), ['a/large.bin']);
      writeFileSync(join(folder, 'b/small.bin'), GRAPH);
      assert.is(await stageToBucket(s3, folder, target, options), 1);
      const { Body, ETag } = await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'weights/3/a/large.bin' }));
      assert.is(sha256((await Body?.transformToByteArray()) ?? new Uint8Array()), sha256(large));
      assert.match(ETag ?? '', /-3"$/, 'it should have come in three parts');
    },
  'gives no file that its manifest does not know': async () => {
    const Key = 'weights/4/manifest.sha256';
    const manifest = `${sha256(GRAPH)}  x.bin\n`;
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: manifest }));
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'weights/4/x.bin', Body: 'other bytes' }));
    const { to } = open();
    const { code, stderr } = await run(['--to', to, '--from', `s3://${BUCKET}/weights/4`]);
    assert.is(code, 1);
    assert.match(stderr, /weights\/4\/x\.bin is not what its manifest says/);
    assert.not(existsSync(join(to, 'x.bin')));
    assert.not(existsSync(join(to, 'manifest.sha256')));
  },
  'is told where there is no such release': async () => {
    const { to } = open();
    const { code, stderr } = await run(['--to', to, '--from', `s3://${BUCKET}/weights/99`]);
    assert.is(code, 1);
    assert.match(stderr, /weights\/99\/manifest\.sha256 is not there/);
  },
});

check('the catalog of models', {
  'of this project can be read, and every group has licence and source': () => {
    const { groups } = readModelCatalog();
    assert.equal(Object.keys(groups), ['sdxl', 'u2net', 'triposr']);
  },
  'has no checksum that nobody has seen': () =>
    assert.not.match(readFileSync(join(import.meta.dirname, 'models.json'), 'utf8'), /sha256|\b[0-9a-f]{64}\b/),
  'is told of every mistake': () => {
    const { catalog } = open();
    const read = JSON.parse(readFileSync(catalog, 'utf8'));
    read.groups.one.files[0].path = '../outside';
    read.groups.two.source = 'hearsay';
    writeFileSync(catalog, JSON.stringify(read));
    assert.throws(
      () => readModelCatalog(catalog),
      /groups\.one\.files\.0\.path must be a plain path; groups\.two\.source must end in \[H\]/,
    );
  },
  'and its manifests stay inside their folder': () => {
    const sum = sha256(GRAPH);
    for (const line of [`${sum}  ../etc/passwd`, `${sum}  /etc/passwd`, 'nonsense', `${sum}  two words`]) {
      assert.throws(() => parseManifest(`${line}\n`), /manifest\.sha256:1 names no file of the weights/);
    }
  },
});
