/** What a hostile caller sends: never a 5xx, never another caller's data, always a problem with a code. */
import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import * as assert from 'uvu/assert';
import { problemSchema } from '../../hub/job/answer-schemas.ts';
import type { ApiProblemCode } from '../../hub/job/api-problem.ts';
import { check } from '../kit/check.ts';
import { type CallParts, openApi } from './open-api.ts';

const api = await openApi();
const bobs = (await api.submit('bob', { prompt: 'the secret of bob' })).body.job_id;

async function refused(method: string, path: string, parts: CallParts, codes: readonly ApiProblemCode[]) {
  const reply = await api.problem(method, path, parts);
  const problem = problemSchema.parse(reply.body);
  assert.match(reply.headers.get('content-type') ?? '', /^application\/problem\+json$/);
  assert.ok(codes.includes(problem.code), `${method} ${path.slice(0, 80)} ${problem.code}: ${problem.detail}`);
  assert.is(problem.status, reply.status);
  assert.not.match(reply.text, /secret of bob|node_modules|at async|\.ts:/);
  return reply;
}

const segment = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const [head = '', claims = '', signature = ''] = api.tokenOf('ada').split('.');
const past = Math.floor(Date.now() / 1000) - 1;

/** Node's own client sends what fetch would not. */
function rawStatus(path: string, headers: Record<string, string | string[]>): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(`${api.url}`, { path, method: 'GET', headers, insecureHTTPParser: true }, response => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject).end();
  });
}

check('a hostile caller', {
  'gets nothing without a token that is good now': async () => {
    const forged = segment({ ...JSON.parse(Buffer.from(claims, 'base64url').toString()), sub: 'bob' });
    const hmac = createHmac('sha256', 'key')
      .update(`${segment({ alg: 'HS256' })}.${claims}`)
      .digest('base64url');
    const tokens = {
      absent: '',
      'no token': 'x',
      expired: api.tokenOf('bob', { exp: past }),
      'of another issuer': api.tokenOf('bob', { iss: 'https://example.com' }),
      'for somebody else': api.tokenOf('bob', { aud: 'another-page' }),
      'of no algorithm': `${segment({ alg: 'none' })}.${forged}.`,
      'of no algorithm, signed': `${segment({ alg: 'none' })}.${forged}.${signature}`,
      'of a shared key': `${segment({ alg: 'HS256' })}.${claims}.${hmac}`,
      'with a changed subject': `${head}.${forged}.${signature}`,
      'without a signature': `${head}.${claims}.`,
    };
    for (const [what, token] of Object.entries(tokens)) {
      const reply = await refused('GET', `/v1/jobs/${bobs}`, { token }, ['unauthenticated']);
      assert.is(reply.status, 401, what);
    }
  },
  'may not touch the job of another': async () => {
    for (const [method, end] of [
      ['GET', ''],
      ['GET', '/result'],
      ['POST', '/cancel'],
      ['POST', '/retry'],
    ] as const) {
      await refused(method, `/v1/jobs/${bobs}${end}`, { owner: 'ada' }, ['job-not-found']);
    }
    assert.is((await api.jobOf(bobs)).status, 'queued');
    const list = await api.call('GET', '/v1/jobs', { owner: 'ada' });
    assert.not.match(list.text, new RegExp(bobs));
  },
  'has no use of a forged cursor': async () => {
    const cursors = [
      'x',
      '%00',
      segment({ jobId: bobs }),
      segment([bobs, 'bob']),
      'A'.repeat(300),
      'A'.repeat(9000),
      '*',
    ];
    for (const cursor of cursors) {
      await refused('GET', `/v1/jobs?cursor=${cursor}`, { owner: 'ada' }, ['invalid-request']);
    }
  },
  'sends bodies that are none': async () => {
    const post = (rawBody: string | Uint8Array, codes: readonly ApiProblemCode[], headers = {}) =>
      refused('POST', '/v1/jobs', { rawBody, headers }, codes);
    await post('{"prompt": ', ['invalid-json']);
    await post('', ['invalid-json']);
    await post(new Uint8Array([0xff, 0xfe, 0x00]), ['invalid-json']);
    await post('[]', ['invalid-request']);
    await post('null', ['invalid-request']);
    await post('1e999', ['invalid-request']);
    await post('{"__proto__": {"kind": "image"}, "prompt": "x"}', ['invalid-request']);
    await post(`${'['.repeat(20_000)}${']'.repeat(20_000)}`, ['invalid-request', 'invalid-json']);
    await post(JSON.stringify({ prompt: 'x'.repeat(2_000_000) }), ['body-too-large']);
    await post('prompt=x', ['unsupported-media-type'], { 'content-type': 'application/x-www-form-urlencoded' });
    await post('{"prompt":"x"}', ['unsupported-media-type'], { 'content-type': 'multipart/form-data' });
  },
  'sends values of the wrong kind': async () => {
    const wrong = [
      { prompt: 1 },
      { prompt: null },
      { prompt: ['a'] },
      { prompt: '' },
      { prompt: ' \n\t' },
      { prompt: 'x'.repeat(1001) },
      { prompt: 'a\u0000b' },
      { prompt: 'a\u202eb' },
      { prompt: 'a\ud800' },
      { prompt: 'x', seed: -1 },
      { prompt: 'x', seed: 1.5 },
      { prompt: 'x', seed: 2 ** 60 },
      { prompt: 'x', expires_in: 1 },
      { prompt: 'x', ownerId: 'bob' },
      { kind: 'constructor', prompt: 'x' },
      { kind: 'rig', upload_id: '../../bob/secret' },
    ];
    for (const body of wrong) {
      const { body: problem } = await refused('POST', '/v1/jobs', { body }, ['invalid-request']);
      assert.ok((problem.errors ?? []).length > 0, JSON.stringify(body).slice(0, 80));
    }
  },
  'takes an upload of another for nothing': async () => {
    const { body } = await api.call<{ upload_id: string }>('POST', '/v1/uploads', {
      owner: 'bob',
      body: { media_type: 'image/png' },
    });
    const mesh = { kind: 'mesh', upload_id: body.upload_id };
    await refused('POST', '/v1/jobs', { owner: 'ada', body: mesh }, ['upload-unusable']);
  },
  'puts strange things into paths and headers': async () => {
    const paths = [
      '/v1/jobs/..%2f..%2fjobs',
      '/v1/jobs/%0d%0aset-cookie:x',
      '/v1/jobs/%ff',
      `/v1/jobs/${'a'.repeat(5000)}`,
    ];
    for (const path of paths) await refused('GET', path, {}, ['job-not-found']);
    for (const path of ['/', '/v1', '/v2/jobs', '/v1/jobs/', '/jobs', '/v1//jobs', '/.env']) {
      await refused('GET', path, {}, ['route-not-found']);
    }
    await refused('DELETE', '/v1/jobs', {}, ['method-not-allowed']);
    const keys = ['', 'a b', 'x'.repeat(256), 'ü'];
    for (const key of keys) {
      const headers = { 'idempotency-key': key };
      await refused('POST', '/v1/jobs', { body: { prompt: 'x' }, headers }, ['invalid-request']);
    }
    const authorization = `Bearer ${api.tokenOf('ada')}`;
    assert.is(await rawStatus(`/v1/jobs/${bobs}`, { authorization, 'if-none-match': '*' }), 404);
    assert.is(await rawStatus('/v1/jobs?limit=1&limit=2', { authorization }), 400);
    assert.is(await rawStatus('/v1/jobs', { authorization: `${authorization}, ${authorization}` }), 401);
  },
  'gets no file by a URL of its own': async () => {
    for (const path of [
      '/jobs/x',
      `/jobs/${bobs}/package/x/character.glb?Expires=9999999999&Signature=x&Key-Pair-Id=KLOCAL`,
    ]) {
      assert.is((await fetch(`${api.url}${path}`)).status, 403);
    }
  },
  'breaks nothing': () => assert.equal(api.errors, []),
});
