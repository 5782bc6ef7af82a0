/** The reconcile function as Lambda runs it, on moto: what it notes of the queues, and what it does about open jobs. */
import { randomBytes } from 'node:crypto';
import {
  AutoScalingClient,
  CreateAutoScalingGroupCommand,
  CreateLaunchConfigurationCommand,
  DescribeAutoScalingGroupsCommand,
} from '@aws-sdk/client-auto-scaling';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import * as assert from 'uvu/assert';
import { submittedJob } from '../../hub/job/job.test-data.ts';
import type { Job } from '../../hub/job/job.ts';
import { jobIdOf } from '../../hub/job/job-id.ts';
import { manifestKey } from '../../hub/job/manifest-key.ts';
import { pipelineOf } from '../../hub/job/pipeline.ts';
import { queueStateSchema } from '../../hub/job/queue-state.ts';
import type { StageName } from '../../hub/plan/stage-names.ts';
import { check } from '../../test/kit/check.ts';
import { stackPlan } from '../../test/kit/stack-plan.ts';
import { captureLines } from '../../test/moto/capture-lines.ts';
import { createHubOnMoto } from '../../test/moto/hub-on-moto.ts';
import { loadFunction } from '../../test/moto/load-function.ts';
import { planFile } from '../../test/moto/plan-file.ts';
import { startMoto } from '../../test/moto/start-moto.ts';
import type { ReconcileVariables } from './reconcile.ts';
import type { ReconcileReport } from './reconcile-jobs.ts';

const plan = stackPlan('prod');
const HUB_PLAN_FILE = planFile(plan);
/** Long ago for a function, and within a job's time. */
const ago = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();

async function openHub() {
  const hub = await createHubOnMoto(pipelineOf(plan));
  const { clientConfig } = await startMoto();
  const s3 = new S3Client({ ...clientConfig, forcePathStyle: true });
  const suffix = randomBytes(4).toString('hex');
  const bucket = `assets-${suffix}`;
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  // moto loads Auto Scaling when it is first asked for, which takes seconds, and answers nobody else meanwhile.
  await new AutoScalingClient(clientConfig).send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: ['x'] }),
  );
  const groups = { generation: { base: `base-${suffix}`, burst: `burst-${suffix}` } };
  const variables: ReconcileVariables & { readonly HUB_PLAN_FILE: string } = {
    JOB_TABLE_NAME: hub.tableName,
    QUEUE_URLS: JSON.stringify(hub.queueUrls),
    GROUP_NAMES: JSON.stringify(groups),
    ASSETS_BUCKET: bucket,
    HUB_PLAN_FILE,
  };
  const handler = await loadFunction<ReconcileReport>('reconcile', variables);
  return {
    hub,
    groups: groups.generation,
    reconcile: () => captureLines(() => handler({})),
    store: async (job: Job, stage: StageName) => {
      const Key = manifestKey({ jobId: job.jobId, stage, inputHash: '0'.repeat(64) });
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: '{}' }));
    },
    open: async (more: Partial<Job>) => {
      const job: Job = { ...submittedJob({ jobId: jobIdOf(randomBytes(16)), now: ago(10) }), sentTurn: 1, ...more };
      await hub.putItem(job);
      return job;
    },
    itemOf: async ({ jobId }: Job) => (await hub.itemOf(jobId)) as Job,
  };
}

check('reconcile', {
  'leaves jobs alone that wait, are worked on, or have ended': async () => {
    const { reconcile, open, itemOf, hub } = await openHub();
    const lease = { id: 'w1', until: new Date(Date.now() + 60_000).toISOString() };
    const { openShard: _, ...ended } = await open({ status: 'failed' });
    await hub.putItem(ended);
    const jobs = [await open({}), await open({ status: 'running', attempts: 1, lease })];
    const { result, lines } = await reconcile();
    assert.equal([result.seen, result.left, result.isComplete], [2, 2, true]);
    for (const job of [...jobs, ended]) assert.equal(await itemOf(job), job);
    assert.equal(lines, []);
  },
  'sends the message that was never sent, as a new turn': async () => {
    const { reconcile, open, itemOf, hub } = await openHub();
    const job = await open({ sentTurn: 0 });
    const { result, lines } = await reconcile();
    assert.is(result.resent, 1);
    const { turn, sentTurn } = await itemOf(job);
    assert.equal([turn, sentTurn], [2, 2]);
    assert.equal(await hub.takeMessages('generation'), [
      { version: 1, jobId: job.jobId, queue: 'generation', turn: 2 },
    ]);
    assert.is((await reconcile()).result.resent, 0);
    // For CloudWatch, which reads it from the log.
    const metrics = lines.map(line => JSON.parse(line)).find(({ _aws }) => _aws !== undefined);
    assert.equal([metrics?.LostMessages, metrics?._aws.CloudWatchMetrics[0].Namespace], [1, 'AssetHub']);
    assert.is(metrics?.LostEvents, undefined);
  },
  'moves a job on whose event was lost, and ends one that was done': async () => {
    const { reconcile, open, itemOf, hub, store } = await openHub();
    const first = await open({ status: 'running', attempts: 1 });
    const last = await open({ status: 'running', attempts: 1, queue: 'rigging', turn: 2, sentTurn: 2 });
    const between = await open({ status: 'running', attempts: 1 });
    await store(first, 'image-to-3d');
    await store(last, 'package');
    await store(between, 'matte');
    const { result } = await reconcile();
    assert.equal([result.advanced, result.left], [2, 1]);
    assert.equal((({ queue, turn, sentTurn }) => [queue, turn, sentTurn])(await itemOf(first)), ['rigging', 2, 2]);
    assert.is((await itemOf(last)).status, 'succeeded');
    assert.equal(await itemOf(between), between);
    assert.is((await hub.takeMessages('rigging')).length, 1);
  },
  'ends jobs whose time is up, and counts those off that nobody took up': async () => {
    const { reconcile, open, itemOf, hub } = await openHub();
    const waiting = await open({ deadlineAt: ago(1) });
    const begun = await open({ deadlineAt: ago(1), status: 'running', attempts: 1 });
    assert.is((await reconcile()).result.expired, 2);
    for (const job of [waiting, begun]) {
      const { status, openShard } = await itemOf(job);
      assert.equal([status, openShard], ['expired', undefined]);
    }
    assert.is(queueStateSchema.parse(await hub.itemOf('queue#generation')).departedCount, 1);
  },
  'gives a job up that no worker finished, and says so to its owner': async () => {
    const { reconcile, open, itemOf } = await openHub();
    const lost = await open({ status: 'running', attempts: 4, lease: { id: 'w4', until: ago(9) } });
    assert.is((await reconcile()).result.failed, 1);
    assert.is((await itemOf(lost)).failure?.code, 'too-many-attempts');
  },
  'sees more jobs than a page has, in every shard': async () => {
    const { reconcile, open } = await openHub();
    await Promise.all(Array.from({ length: 230 }, () => open({ jobId: `a${jobIdOf(randomBytes(16)).slice(1)}` })));
    await Promise.all([...'bcdefgh'].map(first => open({ jobId: `${first}${jobIdOf(randomBytes(16)).slice(1)}` })));
    const { result } = await reconcile();
    assert.equal([result.seen, result.isComplete], [237, true]);
  },
  'is not kept from the others by one that it cannot read': async () => {
    const { reconcile, open, hub } = await openHub();
    const broken = { ...submittedJob({ jobId: jobIdOf(randomBytes(16)) }), status: 'done' } as unknown as Job;
    await hub.putItem(broken);
    await open({ sentTurn: 0 });
    const { result, lines } = await reconcile();
    assert.is(result.resent, 1);
    assert.ok(lines.some(line => JSON.parse(line).jobId === broken.jobId && JSON.parse(line).level === 'ERROR'));
  },
  'notes what lies in the queues and who works on it, beside the count of those who left': async () => {
    const { reconcile, hub, groups } = await openHub();
    const { clientConfig } = await startMoto();
    const autoScaling = new AutoScalingClient(clientConfig);
    const LaunchConfigurationName = `of-${groups.base}`;
    await autoScaling.send(
      new CreateLaunchConfigurationCommand({
        LaunchConfigurationName,
        ImageId: 'ami-12c6146b',
        InstanceType: 't3.micro',
      }),
    );
    for (const [AutoScalingGroupName, DesiredCapacity] of [
      [groups.base, 1],
      [groups.burst, 2],
    ] as const) {
      await autoScaling.send(
        new CreateAutoScalingGroupCommand({
          ...{ AutoScalingGroupName, DesiredCapacity, LaunchConfigurationName, MinSize: 0, MaxSize: 5 },
          AvailabilityZones: ['us-east-1a'],
        }),
      );
    }
    await hub.putItem({ jobId: 'queue#generation', departedCount: 41 } as unknown as Job);
    await hub.sendMessage({ version: 1, jobId: submittedJob().jobId, queue: 'generation', turn: 1 });
    await reconcile();
    const { departedCount, seen } = queueStateSchema.parse(await hub.itemOf('queue#generation'));
    assert.equal([departedCount, seen?.visibleCount, seen?.inFlightCount], [41, 1, 0]);
    // moto's instances are in service at once.
    assert.equal(seen?.workers, { desiredCount: 3, inServiceCount: 3 });
    const rigging = queueStateSchema.parse(await hub.itemOf('queue#rigging'));
    assert.equal(rigging.seen?.workers, { desiredCount: 0, inServiceCount: 0 });
  },
});
