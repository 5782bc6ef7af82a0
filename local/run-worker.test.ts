/** A hub and a worker on one machine, started as they are typed, and jobs from submit to result over HTTP. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import sharp from 'sharp';
import * as assert from 'uvu/assert';
import { jobViewSchema } from '../hub/job/job-view-schema.ts';
import { glbFaults } from '../test/gltf/validate-glb.ts';
import { check } from '../test/kit/check.ts';

const WAIT_SECONDS_MAX = 90;
const JSON_TYPE = { 'content-type': 'application/json' };

type Started = { readonly child: ChildProcess; readonly lines: string[] };

/** @param isReady the line that says so */
async function start(file: string, args: readonly string[], isReady: RegExp, variables = {}): Promise<Started> {
  const child = spawn(process.execPath, [join(import.meta.dirname, file), ...args], {
    env: { ...process.env, ...variables },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  process.once('exit', () => child.kill('SIGTERM'));
  const lines: string[] = [];
  const { promise, resolve, reject } = Promise.withResolvers<Started>();
  createInterface(child.stdout!).on('line', line => {
    lines.push(line);
    if (isReady.test(line)) resolve({ child, lines });
  });
  child.once('exit', () => reject(new Error(`${file} ended before it was ready:\n${lines.join('\n')}`)));
  return promise;
}

async function stop({ child, lines }: Started, signal: NodeJS.Signals): Promise<void> {
  const ended = once(child, 'exit');
  child.kill(signal);
  assert.equal(await ended, [0, null], lines.join('\n'));
}

/** Of the worker's program alone: exit code, and what it said. */
async function failure(args: readonly string[]): Promise<readonly [exitCode: number, said: string]> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'run-worker.ts'), ...args]);
  const [out, err, [exitCode]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return [exitCode, out + err];
}

async function succeeded(url: string, jobId: string, headers: Record<string, string>) {
  for (let seconds = 0; seconds < WAIT_SECONDS_MAX; seconds += 0.5) {
    const view = jobViewSchema.parse(await (await fetch(`${url}/v1/jobs/${jobId}`, { headers })).json());
    if (view.status === 'succeeded') return view;
    if (view.finished_at !== undefined) throw new Error(`the job ended: ${JSON.stringify(view)}`);
    await new Promise(resolve => setTimeout(resolve, 500));
  }
  throw new Error(`job ${jobId} took longer than ${WAIT_SECONDS_MAX} s`);
}

const hub = await start('main.ts', ['--port', '0'], /listens on/);
const url = /listens on (http:\S+?)\.? /.exec(hub.lines.join('\n'))![1]!;
// Without Blender on its PATH: a minute less.
const worker = await start('run-worker.ts', ['--url', url], /worker is ready/, { PATH: '/nowhere' });
const given = await fetch(`${url}/local/token`, { method: 'POST', body: '{"subject":"ada"}' });
const { token } = (await given.json()) as { token: string };
const headers = { authorization: `Bearer ${token}` };

async function resultOf(body: object) {
  const init = { method: 'POST', headers: { ...headers, ...JSON_TYPE }, body: JSON.stringify(body) };
  const answer = await fetch(`${url}/v1/jobs`, init);
  assert.is(answer.status, 202);
  const { urls, ...view } = await succeeded(url, jobViewSchema.parse(await answer.json()).job_id, headers);
  const place = await fetch(new URL(urls.result!, url), { headers, redirect: 'manual' });
  return { file: await bytesAt(place.headers.get('location')), ...view };
}

/** As whoever has the URL fetches it. */
async function bytesAt(address: string | null | undefined, mediaType?: string): Promise<Uint8Array> {
  const file = await fetch(address!);
  assert.is(file.status, 200);
  if (mediaType !== undefined) assert.is(file.headers.get('content-type'), mediaType);
  return file.bytes();
}

check('a worker beside a hub on one machine', {
  'draws an image for a prompt': async () => {
    const { file } = await resultOf({ kind: 'image', prompt: 'a fox', seed: 1 });
    const { format, width } = await sharp(file).metadata();
    assert.equal([format, width], ['png', 512]);
  },
  'makes a character for a prompt, through both queues': async () => {
    const { file: glb, ...view } = await resultOf({ kind: 'character', prompt: 'a fox knight', seed: 1 });
    assert.is(Buffer.from(glb.subarray(0, 4)).toString(), 'glTF');
    assert.equal(await glbFaults(glb), []);
    // Its first looks are there still: the newest picture, which is of the character, and the bare shape.
    const { height } = await sharp(await bytesAt(view.preview_url, 'image/png')).metadata();
    assert.is(height, 512);
    const shape = await bytesAt(view.preview_mesh_url, 'model/gltf-binary');
    assert.equal(await glbFaults(shape), []);
    assert.ok(shape.byteLength < 200_000 && shape.byteLength < glb.byteLength, `${shape.byteLength} bytes`);
  },
  'refuses a fleet that the plan does not have': async () => {
    const [exitCode, said] = await failure(['--url', url, '--fleet', 'none']);
    assert.is(exitCode, 2);
    assert.match(said, /^error: http\S+ .*fleet/);
  },
  'ends when it is told to, and so does the hub': async () => {
    await stop(worker, 'SIGTERM');
    assert.match(worker.lines.at(-1)!, /worker has ended/);
    await stop(hub, 'SIGINT');
  },
});

check('npm run worker', {
  'says so where no hub answers': async () => {
    const [exitCode, said] = await failure(['--url', 'http://127.0.0.1:9']);
    assert.is(exitCode, 2);
    assert.match(said, /^error: no hub answers at http:\/\/127\.0\.0\.1:9\nhint: start one with npm run api/);
  },
  'refuses a flag it does not know': async () => {
    const [exitCode, said] = await failure(['--gpu']);
    assert.is(exitCode, 2);
    assert.match(said, /^error: .*--gpu/);
  },
  'explains itself': async () => {
    const [exitCode, said] = await failure(['--help']);
    assert.is(exitCode, 0);
    assert.match(said, /^Usage: npm run worker/);
  },
});
