/** How jobs end, over HTTP on moto: results that are fetched, jobs that are canceled and tried again, files that are uploaded. */
import { PutObjectCommand } from '@aws-sdk/client-s3';
import * as assert from 'uvu/assert';
import type { Job } from '../../hub/job/job.ts';
import { manifestKey } from '../../hub/job/manifest-key.ts';
import { later } from '../../hub/job/times.ts';
import { openApi } from '../../test/api/open-api.ts';
import { check } from '../../test/kit/check.ts';

const api = await openApi();
const { s3 } = api.clients;
const now = () => new Date().toISOString();
const put = (Key: string, Body: string | Uint8Array, ContentType = 'application/json') =>
  s3.send(new PutObjectCommand({ Bucket: api.hub.bucket, Key, Body, ContentType }));

/** As if a worker had stored all of it. */
async function succeeded(owner: string, parts: Partial<Job> = {}): Promise<Job> {
  const { body } = await api.submit(owner);
  const manifest = manifestKey({ jobId: body.job_id, stage: 'package', inputHash: '0'.repeat(64) });
  await put(manifest.replace('manifest.json', 'character.glb'), 'glTF', 'model/gltf-binary');
  const job: Job = {
    ...(await api.jobOf(body.job_id)),
    status: 'succeeded',
    finishedAt: now(),
    manifests: { package: manifest },
    ...parts,
  };
  await api.putItem(job);
  return job;
}

check('a result', {
  'is one redirect away, at a URL that is signed': async () => {
    const { jobId } = await succeeded('ada');
    const reply = await api.call<{ url: string; file_name: string }>('GET', `/v1/jobs/${jobId}/result`);
    assert.is(reply.status, 303);
    const url = reply.headers.get('location') ?? '';
    assert.equal([reply.body.url, reply.body.file_name], [url, 'character.glb']);
    const file = await fetch(url);
    assert.equal([file.status, file.headers.get('content-type')], [200, 'model/gltf-binary']);
    assert.is(await file.text(), 'glTF');
  },
  'cannot be had by an altered URL': async () => {
    const { jobId } = await succeeded('ada');
    const url = (await api.call('GET', `/v1/jobs/${jobId}/result`)).headers.get('location') ?? '';
    for (const altered of [
      url.replace('character.glb', 'manifest.json'),
      url.replace(/Expires=\d/, 'Expires=9'),
      url.split('?')[0]!,
    ]) {
      assert.is((await fetch(altered)).status, 403, altered);
    }
  },
  'is not there before the job is done, and says when to ask': async () => {
    const { body } = await api.submit('ada');
    const reply = await api.problem('GET', `/v1/jobs/${body.job_id}/result`);
    assert.equal([reply.status, reply.body.code, reply.headers.get('retry-after')], [409, 'result-not-ready', '5']);
  },
  'is not there for a job that ended otherwise, or long ago': async () => {
    const { body } = await api.submit('ada');
    await api.call('POST', `/v1/jobs/${body.job_id}/cancel`);
    assert.is((await api.problem('GET', `/v1/jobs/${body.job_id}/result`)).body.code, 'job-has-ended');
    const days = api.plan.storage.assetRetentionDays;
    const { jobId } = await succeeded('ada', { finishedAt: later(now(), -days * 86_400 - 1) });
    const gone = await api.problem('GET', `/v1/jobs/${jobId}/result`);
    assert.equal([gone.status, gone.body.code], [410, 'result-gone']);
  },
  'is its owner’s': async () => {
    const { jobId } = await succeeded('ada');
    for (const path of ['result', 'cancel', 'retry']) {
      const method = path === 'result' ? 'GET' : 'POST';
      const reply = await api.problem(method, `/v1/jobs/${jobId}/${path}`, { owner: 'bob' });
      assert.equal([reply.status, reply.body.code], [404, 'job-not-found'], path);
    }
  },
});

check('a cancel', {
  'ends a job that waits, and those behind it move up': async () => {
    const { body } = await api.submit('ada');
    const departed = async () =>
      Number(((await api.jobOf('queue#generation')) as unknown as { departedCount?: number })?.departedCount ?? 0);
    const before = await departed();
    const reply = await api.call('POST', `/v1/jobs/${body.job_id}/cancel`);
    assert.equal([reply.status, reply.body.status], [202, 'canceled']);
    assert.equal(reply.body.urls, { self: `/v1/jobs/${body.job_id}`, retry: `/v1/jobs/${body.job_id}/retry` });
    assert.is(await departed(), before + 1);
    const job = await api.jobOf(body.job_id);
    assert.equal([job.openShard, job.lease], [undefined, undefined]);
  },
  'ends a job at work: its worker can write no more': async () => {
    const { body } = await api.submit('ada');
    const lease = { id: 'w', until: later(now(), 60) };
    await api.putItem({ ...(await api.jobOf(body.job_id)), status: 'running', attempts: 1, lease });
    assert.is((await api.call('POST', `/v1/jobs/${body.job_id}/cancel`)).status, 202);
    assert.is((await api.jobOf(body.job_id)).lease, undefined);
  },
  'of a job that has ended is refused': async () => {
    const { jobId } = await succeeded('ada');
    const reply = await api.problem('POST', `/v1/jobs/${jobId}/cancel`);
    assert.equal([reply.status, reply.body.code], [409, 'job-has-ended']);
    assert.is((await api.jobOf(jobId)).status, 'succeeded');
  },
  'that comes twice at once ends it once': async () => {
    const { body } = await api.submit('ada');
    const path = `/v1/jobs/${body.job_id}/cancel`;
    const replies = await Promise.all([api.call('POST', path), api.call('POST', path)]);
    assert.equal(replies.map(({ status }) => status).toSorted(), [202, 409]);
  },
});

check('a retry', {
  'queues a job that failed once more, where it stopped': async () => {
    await api.takeMessages('rigging');
    const { body } = await api.submit('ada');
    const failure = { code: 'too-many-attempts', detail: 'x' } as const;
    await api.putItem({
      ...(await api.jobOf(body.job_id)),
      ...{ status: 'failed', queue: 'rigging', turn: 2, sentTurn: 2, finishedAt: now(), failure },
    });
    const reply = await api.call('POST', `/v1/jobs/${body.job_id}/retry`);
    assert.equal([reply.status, reply.body.status, reply.body.failure], [202, 'queued', undefined]);
    assert.equal(await api.takeMessages('rigging'), [{ version: 1, jobId: body.job_id, queue: 'rigging', turn: 3 }]);
    const job = await api.jobOf(body.job_id);
    assert.equal([job.turn, job.sentTurn, job.finishedAt], [3, 3, undefined]);
    assert.ok(job.openShard !== undefined && job.deadlineAt > body.deadline_at);
  },
  'of a job that is open or has succeeded is refused': async () => {
    const { body } = await api.submit('ada');
    const { jobId } = await succeeded('ada');
    for (const id of [body.job_id, jobId]) {
      const reply = await api.problem('POST', `/v1/jobs/${id}/retry`);
      assert.equal([reply.status, reply.body.code], [409, 'job-not-retryable']);
    }
  },
});

type Upload = {
  readonly upload_id: string;
  readonly url: string;
  readonly fields: Record<string, string>;
  readonly bytes_max: number;
};

async function upload(mediaType: string, bytes: Uint8Array, owner = 'ada'): Promise<{ id: string; status: number }> {
  const { status, body } = await api.call<Upload>('POST', '/v1/uploads', { owner, body: { media_type: mediaType } });
  assert.is(status, 201);
  const form = new FormData();
  for (const [name, value] of Object.entries(body.fields)) form.append(name, value);
  form.append('file', new Blob([Buffer.from(bytes)], { type: mediaType }));
  const stored = await fetch(body.url, { method: 'POST', body: form });
  return { id: body.upload_id, status: stored.status };
}

const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0);
const GLB = new Uint8Array(40).fill(0);
GLB.set([0x67, 0x6c, 0x54, 0x46, 2, 0, 0, 0]);

check('an upload', {
  'of an image becomes a mesh': async () => {
    const { id, status } = await upload('image/png', PNG);
    assert.ok(status === 204 || status === 200 || status === 201, String(status));
    const { status: submitted, body } = await api.submit('ada', { kind: 'mesh', upload_id: id });
    assert.equal([submitted, body.kind, body.prompt], [202, 'mesh', undefined]);
    assert.match((await api.jobOf(body.job_id)).inputKey ?? '', new RegExp(`^uploads/[0-9a-f]{64}/${id}$`));
    assert.equal(
      body.stages.map(({ stage }) => stage),
      ['mesh'],
    );
  },
  'of a mesh becomes a character in the queue of its first stage': async () => {
    await api.takeMessages('rigging');
    const { id } = await upload('model/gltf-binary', GLB);
    const { body } = await api.submit('ada', { kind: 'rig', upload_id: id });
    assert.is((await api.takeMessages('rigging'))[0]?.jobId, body.job_id);
  },
  'of another caller, of another kind or of other bytes is of no use': async () => {
    const image = await upload('image/png', PNG);
    const fake = await upload('image/png', GLB);
    const details = [];
    for (const [owner, body] of [
      ['bob', { kind: 'mesh', upload_id: image.id }],
      ['ada', { kind: 'rig', upload_id: image.id }],
      ['ada', { kind: 'mesh', upload_id: fake.id }],
    ] as const) {
      const reply = await api.problem('POST', '/v1/jobs', { owner, body });
      assert.equal([reply.status, reply.body.code], [422, 'upload-unusable']);
      details.push(reply.body.errors?.[0]?.detail);
    }
    assert.equal(details, [
      'names no upload of yours, or one that has expired',
      'must be an upload of a mesh (saw image/png)',
      'must be PNG, as its media type says: its first bytes are not',
    ]);
  },
  'of a type that nobody works on is refused': async () => {
    const reply = await api.problem('POST', '/v1/uploads', { body: { media_type: 'text/html' } });
    assert.equal([reply.status, reply.body.errors?.[0]?.pointer], [400, '#/media_type']);
  },
});
