/** What a caller sees of jobs, over HTTP on moto: one, all of them, and the queue. */
import * as assert from 'uvu/assert';
import type { ApiProblem } from '../../hub/job/api-problem.ts';
import { jobIdOf } from '../../hub/job/job-id.ts';
import type { JobView } from '../../hub/job/job-view.ts';
import { later } from '../../hub/job/times.ts';
import { openApi } from '../../test/api/open-api.ts';
import { check } from '../../test/kit/check.ts';

const api = await openApi();
type JobList = { readonly jobs: readonly JobView[]; readonly next_cursor?: string };

check('a job', {
  'is shown to its owner, and to nobody else': async () => {
    const { body } = await api.submit('ada');
    const path = `/v1/jobs/${body.job_id}`;
    const mine = await api.call('GET', path);
    assert.equal([mine.status, mine.body.job_id, mine.body.status], [200, body.job_id, 'queued']);
    const theirs = await api.problem('GET', path, { owner: 'bob' });
    const unknown = await api.problem('GET', `/v1/jobs/${jobIdOf(new Uint8Array(16))}`, { owner: 'bob' });
    assert.equal([theirs.status, theirs.text], [404, unknown.text], 'not even by a different answer');
  },
  'of a strange id is not looked for': async () => {
    for (const id of ['x', '%2e%2e%2fjobs', 'A'.repeat(26), 'queue%23generation', 'x'.repeat(3000), '%00', "'"]) {
      const reply = await api.problem('GET', `/v1/jobs/${id}`);
      assert.equal([reply.status, reply.body.code], [404, 'job-not-found'], id);
    }
  },
  'that has not changed is not sent again': async () => {
    const { body } = await api.submit('ada');
    await api.call('POST', `/v1/jobs/${body.job_id}/cancel`);
    const path = `/v1/jobs/${body.job_id}`;
    const etag = (await api.call('GET', path)).headers.get('etag') ?? '';
    assert.match(etag, /^"[0-9a-f]{32}"$/);
    for (const tag of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await api.call('GET', path, { headers: { 'if-none-match': tag } });
      assert.equal([again.status, again.text, again.headers.get('etag')], [304, '', etag], tag);
    }
    const other = await api.call('GET', path, { headers: { 'if-none-match': '"other"' } });
    assert.is(other.status, 200);
  },
  'says when to ask again until it has ended': async () => {
    const { body } = await api.submit('ada');
    const path = `/v1/jobs/${body.job_id}`;
    assert.ok(Number((await api.call('GET', path)).headers.get('retry-after')) >= 5);
    await api.call('POST', `${path}/cancel`);
    assert.is((await api.call('GET', path)).headers.get('retry-after'), null);
  },
  'moves up as others leave, and never down': async () => {
    await api.takeMessages('generation');
    for (let before = 0; before < 5; before += 1) await api.submit('ada');
    await wait(1100);
    const { body } = await api.submit('ada');
    const positions: (number | undefined)[] = [];
    for (let departedCount = 0; departedCount <= 7; departedCount += 1) {
      const { place } = await api.jobOf(body.job_id);
      await api.putItem({ jobId: 'queue#generation', departedCount: place.departedCount + departedCount });
      await wait(1010);
      positions.push((await api.call('GET', `/v1/jobs/${body.job_id}`)).body.queue_position);
    }
    assert.equal(positions, [6, 5, 4, 3, 2, 1, 1, 1]);
  },
  'says why it waits': async () => {
    const { body } = await api.submit('ada');
    const now = new Date().toISOString();
    const reasonWith = async (workers: object) => {
      const seen = {
        at: now,
        visibleCount: 9,
        inFlightCount: 1,
        workers: { desiredCount: 3, inServiceCount: 1, ...workers },
      };
      await api.putItem({ jobId: 'queue#generation', departedCount: 0, seen });
      await wait(1010);
      return (await api.call('GET', `/v1/jobs/${body.job_id}`)).body.wait_reason;
    };
    assert.is(await reasonWith({}), 'queue');
    assert.is(await reasonWith({ missingSince: now }), 'scaling_out');
    assert.is(await reasonWith({ missingSince: now, spotMissingSince: later(now, -600) }), 'spot_capacity');
    await api.putItem({ ...(await api.jobOf(body.job_id)), attempts: 1, status: 'running' });
    assert.is((await api.call('GET', `/v1/jobs/${body.job_id}`)).body.wait_reason, 'retrying');
  },
  'at work shows how far each of its steps is, and a first look': async () => {
    const { body } = await api.submit('ada');
    await api.putItem({
      ...(await api.jobOf(body.job_id)),
      status: 'running',
      attempts: 1,
      lease: { id: 'w', until: later(new Date().toISOString(), 60) },
      progress: { stage: 'image-to-3d', ratio: 0.5 },
      previewKey: `jobs/${body.job_id}/preview/x.png`,
      previewMeshKey: `jobs/${body.job_id}/preview/y.glb`,
      previewedAt: new Date().toISOString(),
    });
    const view = (await api.call('GET', `/v1/jobs/${body.job_id}`)).body;
    assert.is(view.stage, 'mesh');
    assert.equal(
      view.stages.map(({ stage, status, progress }) => `${stage} ${status} ${progress}`),
      ['image done 1', 'mesh running 0.75', 'retopology waiting 0', 'rig waiting 0'],
    );
    assert.is(view.queue_position, undefined);
    for (const [url, name] of [
      [view.preview_url, 'x.png'],
      [view.preview_mesh_url, 'y.glb'],
    ]) {
      const { pathname, searchParams } = new URL(url ?? '');
      assert.is(pathname, `/jobs/${body.job_id}/preview/${name}`);
      assert.equal([...searchParams.keys()].toSorted(), ['Expires', 'Key-Pair-Id', 'Signature']);
    }
    assert.ok((view.eta_seconds?.p50 ?? 0) > 0);
  },
  'shows no first look that the bucket has let go': async () => {
    const { body } = await api.submit('ada');
    const days = api.plan.storage.assetRetentionDays;
    await api.putItem({
      ...(await api.jobOf(body.job_id)),
      previewKey: `jobs/${body.job_id}/preview/x.png`,
      previewMeshKey: `jobs/${body.job_id}/preview/y.glb`,
      previewedAt: later(new Date().toISOString(), -days * 86_400),
    });
    const view = (await api.call('GET', `/v1/jobs/${body.job_id}`)).body;
    assert.equal([view.preview_url, view.preview_mesh_url], [undefined, undefined]);
  },
});

const wait = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds));

check('the list', {
  'has the caller’s jobs, newest first, a page at a time': async () => {
    const ids: string[] = [];
    for (let job = 0; job < 5; job += 1) ids.unshift((await api.submit('carol')).body.job_id);
    await api.submit('dave');
    const seen: string[] = [];
    let path = '/v1/jobs?limit=2';
    for (let page = 0; page < 5; page += 1) {
      const { status, body } = await api.call<JobList>('GET', path, { owner: 'carol' });
      assert.is(status, 200);
      assert.ok(body.jobs.length <= 2);
      seen.push(...body.jobs.map(job => job.job_id));
      if (body.next_cursor === undefined) break;
      path = `/v1/jobs?limit=2&cursor=${body.next_cursor}`;
    }
    assert.equal(seen, ids);
  },
  'is empty for a stranger': async () => {
    assert.equal((await api.call<JobList>('GET', '/v1/jobs', { owner: 'nobody' })).body, { jobs: [] });
  },
  'leads nobody into another’s by a cursor': async () => {
    const mine = await api.call<JobList>('GET', '/v1/jobs?limit=2', { owner: 'carol' });
    const path = `/v1/jobs?cursor=${mine.body.next_cursor}`;
    const theirs = await api.call<JobList>('GET', path, { owner: 'eve' });
    assert.equal([theirs.status, theirs.body.jobs], [200, []]);
  },
  'refuses what it does not know': async () => {
    const queries = [
      'limit=0',
      'limit=101',
      'limit=x',
      'limit=',
      'cursor=x',
      'cursor=e30',
      'page=2',
      'limit=1&limit=2',
    ];
    for (const query of queries) {
      const { status, body } = await api.problem('GET', `/v1/jobs?${query}`);
      assert.equal([status, (body as ApiProblem).code], [400, 'invalid-request'], query);
    }
  },
});

check('the queue', {
  'says what there is to do, who does it, and how long a job would take': async () => {
    await api.takeMessages('generation');
    await api.submit('ada');
    await api.putItem({
      jobId: 'queue#generation',
      departedCount: 3,
      seen: {
        at: new Date().toISOString(),
        visibleCount: 1,
        inFlightCount: 0,
        workers: { desiredCount: 2, inServiceCount: 1 },
      },
    });
    await wait(5100);
    const { status, body } = await api.call<Record<string, unknown>>('GET', '/v1/queue');
    assert.is(status, 200);
    assert.equal(body.queues, [
      { queue: 'generation', waiting: 1, running: 0, workers: { desired: 2, in_service: 1 } },
      { queue: 'rigging', waiting: 0, running: 0 },
    ]);
    assert.is(body.accepting, true);
    assert.ok((body.eta_seconds as { p50: number }).p50 > 60);
  },
});
