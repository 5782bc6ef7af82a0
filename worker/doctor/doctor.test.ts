/** The doctor, run as a person runs it: on moto, with a metadata service on the loopback, and with all that can be wrong. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { InferenceSession } from 'onnxruntime-node';
import * as assert from 'uvu/assert';
import { testSettings } from '../../infra/boot/boot-settings.test-data.ts';
import { workerEnvironment } from '../../infra/boot/worker-environment.ts';
import { WORKER_CALLS } from '../../infra/permissions/worker-calls.ts';
import { startHookEndpoint } from '../../test/imds/start-hook-endpoint.ts';
import { startImds } from '../../test/imds/start-imds.ts';
import { check } from '../../test/kit/check.ts';
import { createHubOnMoto, type HubOnMoto } from '../../test/moto/hub-on-moto.ts';
import { startMoto } from '../../test/moto/start-moto.ts';
import type { Checked } from './finding.ts';
import { PROBE_GRAPH } from './probe-graph.ts';

const BUCKET = 'doctor-assets';
const NO_HOOK = { code: 'ValidationError', message: 'No active Lifecycle Action found with instance ID i-0123' };
const DENIED = { code: 'AccessDenied', message: 'User is not authorized to perform this' };
const moto = await startMoto();
const imds = await startImds({ 'instance-id': 'i-0123' });
const groups = await startHookEndpoint();
const hub: HubOnMoto = await createHubOnMoto([
  { queue: 'generation', stages: ['text-to-image'] },
  { queue: 'rigging', stages: ['retopology'] },
]);
await new S3Client({ ...moto.clientConfig, forcePathStyle: true }).send(new CreateBucketCommand({ Bucket: BUCKET }));

/** Folders of a worker that has all it needs, with a Blender that only knows its version. */
function folders() {
  const folder = mkdtempSync(join(tmpdir(), 'asset-hub-doctor-'));
  const [weights, programs] = [join(folder, 'weights'), join(folder, 'bin')];
  for (const made of [weights, programs, join(weights, 'u2net')]) mkdirSync(made);
  writeFileSync(join(weights, 'u2net/u2net.onnx'), 'weights');
  const sum = createHash('sha256').update('weights').digest('hex');
  writeFileSync(join(weights, 'manifest.sha256'), `${sum}  u2net/u2net.onnx\n`);
  writeFileSync(join(programs, 'blender'), '#!/bin/sh\necho "Blender 4.5.11 LTS"\n');
  chmodSync(join(programs, 'blender'), 0o755);
  return { folder, weights, programs };
}

type Run = { readonly code: number; readonly stdout: string; readonly findings: readonly Checked[] };
async function doctor(
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
  refusals: readonly (typeof NO_HOOK)[] = [NO_HOOK, NO_HOOK],
): Promise<Run> {
  const { folder, weights, programs } = folders();
  groups.refusals.splice(0, groups.refusals.length, ...refusals);
  const settings = {
    ...testSettings('burst'),
    queueUrls: hub.queueUrls,
    jobTableName: hub.tableName,
    assetsBucketName: BUCKET,
  };
  const env = {
    ...process.env,
    ...moto.variables,
    ...workerEnvironment(settings),
    ASSET_HUB_ASSET_RETENTION_DAYS: '30',
    ASSET_HUB_WEIGHTS_FOLDER: weights,
    ASSET_HUB_SCRATCH_FOLDER: folder,
    ASSET_HUB_INSTANCE_ID: 'i-0123',
    ASSET_HUB_AUTO_SCALING_GROUP: 'everything-burst',
    AWS_EC2_METADATA_SERVICE_ENDPOINT: imds.endpoint,
    AWS_ENDPOINT_URL_AUTO_SCALING: groups.endpoint,
    PATH: `${programs}:${process.env.PATH}`,
    ...variables,
  };
  const { code, stdout } = await promisify(execFile)(
    process.execPath,
    [join(import.meta.dirname, 'main.ts'), ...args],
    { env },
  ).then(
    ended => ({ code: 0, ...ended }),
    (ended: { readonly code: number; readonly stdout: string }) => ended,
  );
  return { code, stdout, findings: args.includes('--json') ? JSON.parse(stdout).findings : [] };
}
const findingOf = ({ findings }: Run, name: string): Checked => {
  const found = findings.find(finding => finding.name === name);
  assert.ok(found, `no finding is called ${name}`);
  return found!;
};
const wrongOf = ({ findings }: Run) => findings.filter(({ kind }) => kind === 'wrong').map(({ name }) => name);

const well = await doctor(['--json', '--cpu', '--deep']);

check('the doctor', {
  'finds nothing wrong where nothing is, and leaves no trace': async () => {
    const run = well;
    assert.equal(wrongOf(run), []);
    assert.is(run.code, 0);
    assert.match(findingOf(run, 'weights').says, /1 files, 0\.00 GB; all sums are right/);
    assert.is(findingOf(run, 'Blender').says, '4.5.11');
    assert.is(await hub.itemOf('asset-hub-doctor'), undefined);
  },
  'looks at every right of a worker, or says why it cannot': () => {
    const { findings } = well;
    const looked = new Set(findings.flatMap(({ name }) => name.split(', ')));
    assert.equal(
      Object.keys(WORKER_CALLS).filter(action => !looked.has(action)),
      [],
    );
    const unproven = findings.filter(({ kind }) => kind === 'unproven').map(({ name }) => name);
    assert.equal(unproven, [
      'sqs:ReceiveMessage',
      's3:PutObject',
      's3:PutObjectTagging',
      'autoscaling:SetInstanceProtection',
    ]);
  },
  'prints a table, and under what is wrong what to do': async () => {
    const { code, stdout } = await doctor(['--cpu'], { ASSET_HUB_WEIGHTS_FOLDER: '/nowhere' });
    assert.is(code, 1);
    assert.match(stdout, /^ok {5}settings .* test, everything burst$/m);
    assert.match(stdout, /^WRONG {2}weights .*manifest\.sha256 is not there.*\n +-> on an instance: see journalctl/m);
    assert.match(stdout, /1 of \d+ checks found something wrong\n$/);
  },
  'names a right that is missing': async () => {
    const run = await doctor(['--json', '--cpu'], {}, [NO_HOOK, DENIED]);
    assert.equal(wrongOf(run), ['autoscaling:CompleteLifecycleAction']);
    assert.is(run.code, 1);
  },
  'sees all that is out of reach, and tells it from a right that is missing': async () => {
    const nowhere = 'http://127.0.0.1:9';
    const run = await doctor(['--json', '--cpu'], {
      AWS_EC2_METADATA_SERVICE_ENDPOINT: nowhere,
      AWS_ENDPOINT_URL_DYNAMODB: nowhere,
      AWS_MAX_ATTEMPTS: '1',
      PATH: '/nowhere',
    });
    assert.equal(wrongOf(run), ['metadata', 'Blender', 'dynamodb:GetItem', 'dynamodb:UpdateItem']);
    assert.match(JSON.stringify(findingOf(run, 'dynamodb:GetItem')), /ECONNREFUSED.*could not be asked/);
  },
  'sees that there is no GPU, and says what that takes': async () => {
    const run = await doctor(['--json']);
    const finding = findingOf(run, 'CUDA');
    assert.is(finding.kind, 'wrong', 'this machine has CUDA: give the test another one');
    assert.match(JSON.stringify(finding), /libonnxruntime_providers|Failed to load|CUDA.*--gpus all/s);
  },
  'sees weights that were changed': async () => {
    const { weights } = folders();
    writeFileSync(join(weights, 'u2net/u2net.onnx'), 'changed');
    const variables = { ASSET_HUB_WEIGHTS_FOLDER: weights };
    const deep = await doctor(['--json', '--cpu', '--deep'], variables);
    assert.match(findingOf(deep, 'weights').says, /u2net\.onnx is not what the manifest says/);
  },
  'looks at the machine even where the settings are missing': async () => {
    const run = await doctor(['--json', '--cpu'], { ASSET_HUB_QUEUES: 'x', ASSET_HUB_JOB_TABLE: '' });
    assert.equal(
      run.findings.map(({ name, kind }) => `${name} ${kind}`),
      ['settings wrong', 'CPU fine', 'Blender fine'],
    );
    assert.match(findingOf(run, 'settings').says, /ASSET_HUB_QUEUES.*ASSET_HUB_JOB_TABLE/);
  },
});

check('the graph of the probe', {
  'is one that ONNX Runtime takes': async () => {
    const { inputMetadata, outputNames } = await InferenceSession.create(PROBE_GRAPH);
    assert.equal(outputNames, ['y']);
    assert.equal(
      inputMetadata.map(each => ('shape' in each ? [each.name, each.type, each.shape] : [])),
      [['x', 'float32', [1]]],
    );
  },
});
