/** The advance function as Lambda runs it, on moto, with the events as moto's S3 and EventBridge send them. */
import * as assert from 'uvu/assert';
import { type Job, newJob } from '../../hub/job/job.ts';
import { jobIdOf } from '../../hub/job/job-id.ts';
import { manifestKey } from '../../hub/job/manifest-key.ts';
import { manifestPattern } from '../../hub/job/manifest-pattern.ts';
import type { Pipeline } from '../../hub/job/pipeline.ts';
import type { StageName } from '../../hub/plan/stage-names.ts';
import { check } from '../../test/kit/check.ts';
import { captureLines } from '../../test/moto/capture-lines.ts';
import { createEventBus } from '../../test/moto/event-bus.ts';
import { createHubOnMoto, type HubOnMoto } from '../../test/moto/hub-on-moto.ts';
import { loadFunction } from '../../test/moto/load-function.ts';
import { objectCreated } from '../../test/moto/object-created.ts';
import type { AdvanceVariables } from './advance.ts';
import type { AdvanceOutcome } from './advance-on-manifest.ts';

const pipeline: Pipeline = [
  { queue: 'generation', stages: ['text-to-image', 'matte', 'image-to-3d'] },
  { queue: 'rigging', stages: ['retopology', 'texture', 'rigging', 'package'] },
];
const jobId = jobIdOf(new Uint8Array(16));
const job = newJob({
  jobId,
  ownerId: 'ada',
  request: { prompt: 'a fox' },
  firstQueue: 'generation',
  now: '2026-11-22T10:00:00.000Z',
  retentionDays: 30,
});
const keyOf = (stage: StageName, digit = '0') => manifestKey({ jobId, stage, inputHash: digit.repeat(64) });

function variablesOf(hub: HubOnMoto): AdvanceVariables {
  const { rigging = '' } = hub.queueUrls;
  return {
    JOB_TABLE_NAME: hub.tableName,
    PIPELINE: JSON.stringify(pipeline),
    QUEUE_URLS: JSON.stringify({ rigging }),
    JOB_RETENTION_DAYS: '30',
  };
}

/** The function in a hub that has this job. */
async function openHub(stored: Job = job) {
  const hub = await createHubOnMoto(pipeline);
  await hub.putItem(stored);
  const handler = await loadFunction<AdvanceOutcome>('advance', variablesOf(hub));
  const advance = async (event: unknown) => (await captureLines(() => handler(event))).result;
  const arrive = (key: string) => advance(objectCreated('assets', key));
  const item = async () => (await hub.itemOf(jobId)) as Job;
  return { hub, handler, advance, arrive, item };
}

check('advance', {
  'takes a job through both queues to succeeded, with the events of a bucket': async () => {
    const { hub, advance, item } = await openHub();
    const bus = await createEventBus(bucketName => pipeline.map(queue => manifestPattern(bucketName, queue)));
    const run = async (stages: readonly StageName[]) => {
      for (const stage of stages) {
        await bus.storeObject(keyOf(stage).replace('manifest.json', 'asset.glb'));
        await bus.storeObject(keyOf(stage));
      }
      const events = await bus.takeEvents();
      assert.is(events.length, 1, 'only the last manifest of a queue is an event');
      return advance(events[0]);
    };

    assert.equal(await run(['text-to-image', 'matte', 'image-to-3d']), { kind: 'passed', jobId, queue: 'rigging' });
    assert.is((await item()).status, 'running');
    assert.is((await item()).queue, 'rigging');
    assert.equal(await hub.takeMessages('rigging'), [{ version: 1, jobId, queue: 'rigging' }]);

    assert.equal(await run(['retopology', 'texture', 'rigging', 'package']), { kind: 'finished', jobId });
    const ended = await item();
    assert.is(ended.status, 'succeeded');
    assert.is(ended.finishedAt, ended.updatedAt);
    assert.ok(ended.expiresAt > job.expiresAt);
    assert.equal(ended.manifests, { 'image-to-3d': keyOf('image-to-3d'), package: keyOf('package') });
    assert.equal(await hub.takeMessages('rigging'), []);
    assert.equal(await hub.takeMessages('generation'), []);
  },
  'does the same for events that come twice': async () => {
    const { hub, arrive, item } = await openHub();
    assert.is((await arrive(keyOf('image-to-3d'))).kind, 'passed');
    const first = await item();
    assert.is((await arrive(keyOf('image-to-3d'))).kind, 'resent');
    assert.equal(await item(), first);
    assert.is((await arrive(keyOf('package'))).kind, 'finished');
    const ended = await item();
    for (const stage of ['package', 'image-to-3d'] as const) {
      assert.equal(await arrive(keyOf(stage)), { kind: 'ignored', jobId, reason: 'job-has-ended' });
    }
    assert.equal(await item(), ended);
    assert.is((await hub.takeMessages('rigging')).length, 2);
  },
  'does the same for events in the wrong order': async () => {
    const { hub, arrive, item } = await openHub();
    assert.is((await arrive(keyOf('package'))).kind, 'finished');
    assert.is((await arrive(keyOf('image-to-3d'))).kind, 'ignored');
    assert.is((await item()).status, 'succeeded');
    assert.equal(await hub.takeMessages('rigging'), []);
  },
  'lets one of many at the same instant write': async () => {
    const { hub, handler, item } = await openHub();
    const event = objectCreated('assets', keyOf('image-to-3d'));
    const { result } = await captureLines(() => Promise.all(Array.from({ length: 8 }, () => handler(event))));
    assert.is(result.filter(({ kind }) => kind === 'passed').length, 1);
    assert.is(result.filter(({ kind }) => kind === 'resent').length, 7);
    assert.is((await item()).queue, 'rigging');
    assert.ok((await hub.takeMessages('rigging')).length >= 1);
  },
  'refuses a result that comes too late': async () => {
    for (const status of ['failed', 'canceled', 'expired'] as const) {
      const { hub, arrive, item } = await openHub({ ...job, status });
      assert.equal(await arrive(keyOf('package')), { kind: 'ignored', jobId, reason: 'job-has-ended' });
      assert.equal(await arrive(keyOf('image-to-3d')), { kind: 'ignored', jobId, reason: 'job-has-ended' });
      assert.equal(await item(), { ...job, status });
      assert.equal(await hub.takeMessages('rigging'), []);
    }
  },
  'keeps what a worker has written beside it': async () => {
    const { arrive, hub, item } = await openHub();
    await hub.putItem({ ...job, status: 'running', manifests: { matte: 'x' }, attempts: 3 } as Job);
    await arrive(keyOf('image-to-3d'));
    const { manifests, ...rest } = (await item()) as Job & { attempts: number };
    assert.is(rest.attempts, 3);
    assert.equal(manifests, { matte: 'x', 'image-to-3d': keyOf('image-to-3d') });
  },
  'ignores a job nobody knows and a key that is no manifest, and says so': async () => {
    const { handler } = await openHub();
    const unknown = keyOf('package').replace(jobId, jobIdOf(new Uint8Array(16).fill(1)));
    const reasons = {
      [unknown]: 'unknown-job',
      'jobs/x/package/y/manifest.json': 'foreign-key',
      weights: 'foreign-key',
    };
    for (const [key, reason] of Object.entries(reasons)) {
      const { result, lines } = await captureLines(() => handler(objectCreated('assets', key)));
      assert.is(result.kind, 'ignored');
      const { level, ...entry } = JSON.parse(lines[0] ?? '');
      assert.equal([level, entry.key, entry.reason], ['WARN', key, reason]);
    }
  },
  'fails loudly when AWS does, and finishes the work the next time': async () => {
    const hub = await createHubOnMoto(pipeline);
    await hub.putItem(job);
    const rigging = `${hub.queueUrls.rigging}-gone`;
    const broken = await loadFunction('advance', { ...variablesOf(hub), QUEUE_URLS: JSON.stringify({ rigging }) });
    const event = objectCreated('assets', keyOf('image-to-3d'));
    const { lines } = await captureLines(async () => {
      try {
        await broken(event);
        assert.unreachable();
      } catch (error) {
        assert.match((error as Error).name, /QueueDoesNotExist|NonExistentQueue/);
      }
    });
    assert.is(JSON.parse(lines[0] ?? '').level, 'ERROR');
    const mended = await loadFunction<AdvanceOutcome>('advance', variablesOf(hub));
    assert.is((await captureLines(() => mended(event))).result.kind, 'resent');
    assert.is((await hub.takeMessages('rigging')).length, 1);
  },
  'fails loudly for what is no event of a bucket': async () => {
    const { handler } = await openHub();
    try {
      await handler({ detail: {} });
      assert.unreachable();
    } catch (error) {
      assert.match(String(error), /object/);
    }
  },
});
