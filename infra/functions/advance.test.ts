/** The advance function as Lambda runs it, on moto, with the events as moto's S3 and EventBridge send them. */
import * as assert from 'uvu/assert';
import { JOB_ID, submittedJob } from '../../hub/job/job.test-data.ts';
import type { Job } from '../../hub/job/job.ts';
import { jobIdOf } from '../../hub/job/job-id.ts';
import { earlyEndKey, manifestKey } from '../../hub/job/manifest-key.ts';
import { earlyEndPattern, manifestPattern } from '../../hub/job/manifest-pattern.ts';
import { pipelineOf } from '../../hub/job/pipeline.ts';
import type { StageName } from '../../hub/plan/stage-names.ts';
import { check } from '../../test/kit/check.ts';
import { stackPlan } from '../../test/kit/stack-plan.ts';
import { captureLines } from '../../test/moto/capture-lines.ts';
import { createEventBus } from '../../test/moto/event-bus.ts';
import { createHubOnMoto, type HubOnMoto } from '../../test/moto/hub-on-moto.ts';
import { loadFunction } from '../../test/moto/load-function.ts';
import { objectCreated } from '../../test/moto/object-created.ts';
import { planFile } from '../../test/moto/plan-file.ts';
import type { AdvanceVariables } from './advance.ts';
import type { AdvanceOutcome } from './advance-on-manifest.ts';

const plan = stackPlan('prod');
const pipeline = pipelineOf(plan);
const HUB_PLAN_FILE = planFile(plan);
const jobId = JOB_ID;
/** Sent, as every job is of which a manifest comes. */
const job: Job = { ...submittedJob(), sentTurn: 1 };
const keyOf = (stage: StageName, digit = '0') => manifestKey({ jobId, stage, inputHash: digit.repeat(64) });

function variablesOf(hub: HubOnMoto) {
  const { rigging = '' } = hub.queueUrls;
  const variables = {
    JOB_TABLE_NAME: hub.tableName,
    QUEUE_URLS: JSON.stringify({ rigging }),
  } satisfies AdvanceVariables;
  return { ...variables, HUB_PLAN_FILE };
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
    const bus = await createEventBus(bucketName => [
      ...pipeline.map(queue => manifestPattern(bucketName, queue)),
      earlyEndPattern(bucketName),
    ]);
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
    const { queue, turn, sentTurn, place } = await item();
    assert.equal([queue, turn, sentTurn], ['rigging', 2, 2]);
    assert.equal([place.aheadCount, place.departedCount], [0, 0]);
    assert.equal(await hub.takeMessages('rigging'), [{ version: 1, jobId, queue: 'rigging', turn: 2 }]);

    assert.equal(await run(['retopology', 'texture', 'rigging', 'package']), { kind: 'finished', jobId });
    const ended = await item();
    assert.is(ended.status, 'succeeded');
    assert.is(ended.finishedAt, ended.updatedAt);
    assert.ok(ended.expiresAt > job.expiresAt);
    assert.is(ended.openShard, undefined);
    assert.equal(ended.manifests, { 'image-to-3d': keyOf('image-to-3d'), package: keyOf('package') });
    assert.equal(await hub.takeMessages('rigging'), []);
    assert.equal(await hub.takeMessages('generation'), []);
  },
  'ends a job of another kind by the mark of its end, and sends nothing': async () => {
    const image = submittedJob({ request: { kind: 'image', prompt: 'a fox' } });
    const { hub, advance, item } = await openHub(image);
    const bus = await createEventBus(bucketName => [earlyEndPattern(bucketName)]);
    const manifest = { jobId, stage: 'text-to-image', inputHash: '0'.repeat(64) } as const;
    await bus.storeObject(manifestKey(manifest));
    await bus.storeObject(earlyEndKey(manifest));
    const events = await bus.takeEvents();
    assert.is(events.length, 1);
    assert.equal(await advance(events[0]), { kind: 'finished', jobId });
    assert.is((await item()).status, 'succeeded');
    assert.equal(await hub.takeMessages('rigging'), []);
  },
  'says to whoever scales on submits that the next fleet has got something to do': async () => {
    const scaling = stackPlan('prod');
    const policy = { kind: 'scaleOnSubmit', name: 'now', backlogPerInstance: 3, minIntervalSeconds: 10 } as const;
    const fleets = scaling.fleets.map(({ burst, ...fleet }) => ({
      ...fleet,
      burst: { ...burst!, policies: [policy] },
    }));
    const hub = await createHubOnMoto([...pipeline, { queue: 'hints', stages: ['package'] }]);
    await hub.putItem(job);
    const handler = await loadFunction<AdvanceOutcome>('advance', {
      ...variablesOf(hub),
      HUB_PLAN_FILE: planFile({ ...scaling, fleets } as typeof scaling),
      SCALE_QUEUE_URL: hub.queueUrls.hints!,
    });
    await captureLines(() => handler(objectCreated('assets', keyOf('image-to-3d'))));
    assert.equal(await hub.takeBodies('hints'), [{ fleet: 'rigging' }]);
    delete process.env.SCALE_QUEUE_URL;
  },
  'tells a job how many are before it in its next queue': async () => {
    const { hub, arrive, item } = await openHub();
    await hub.putItem({ jobId: 'queue#rigging', departedCount: 7 } as unknown as Job);
    await hub.sendMessage({ version: 1, jobId, queue: 'rigging', turn: 1 });
    await arrive(keyOf('image-to-3d'));
    const { aheadCount, departedCount } = (await item()).place;
    assert.equal([aheadCount, departedCount], [1, 7]);
  },
  'does nothing more for events that come twice': async () => {
    const { hub, arrive, item } = await openHub();
    assert.is((await arrive(keyOf('image-to-3d'))).kind, 'passed');
    const first = await item();
    assert.equal(await arrive(keyOf('image-to-3d')), { kind: 'ignored', jobId, reason: 'already-sent' });
    assert.equal(await item(), first);
    assert.is((await arrive(keyOf('package'))).kind, 'finished');
    const ended = await item();
    for (const stage of ['package', 'image-to-3d'] as const) {
      assert.equal(await arrive(keyOf(stage)), { kind: 'ignored', jobId, reason: 'job-has-ended' });
    }
    assert.equal(await item(), ended);
    assert.is((await hub.takeMessages('rigging')).length, 1);
  },
  'does the same for events in the wrong order': async () => {
    const { hub, arrive, item } = await openHub();
    assert.is((await arrive(keyOf('package'))).kind, 'finished');
    assert.is((await arrive(keyOf('image-to-3d'))).kind, 'ignored');
    assert.is((await item()).status, 'succeeded');
    assert.equal(await hub.takeMessages('rigging'), []);
  },
  'leaves one live message, of many at the same instant': async () => {
    const { hub, handler, item } = await openHub();
    const event = objectCreated('assets', keyOf('image-to-3d'));
    const { result } = await captureLines(() => Promise.all(Array.from({ length: 8 }, () => handler(event))));
    assert.is(result.filter(({ kind }) => kind === 'passed').length, 1);
    const { queue, turn, sentTurn } = await item();
    assert.equal([queue, sentTurn], ['rigging', turn]);
    const turns = (await hub.takeMessages('rigging')).map(message => message.turn);
    assert.is(turns.filter(sent => sent === turn).length, 1, `turn ${turn}, sent ${turns}`);
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
    await hub.putItem({ ...job, status: 'running', manifests: { matte: 'x' }, previewKey: 'a-key' });
    await arrive(keyOf('image-to-3d'));
    const { manifests, previewKey } = await item();
    assert.is(previewKey, 'a-key');
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
    assert.equal(
      lines.map(line => JSON.parse(line).level),
      ['WARN', 'ERROR'],
    );
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
