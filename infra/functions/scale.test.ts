/** The scale function as Lambda runs it, on moto's Auto Scaling. */
import { randomBytes } from 'node:crypto';
import {
  AutoScalingClient,
  CreateAutoScalingGroupCommand,
  CreateLaunchConfigurationCommand,
  DescribeAutoScalingGroupsCommand,
} from '@aws-sdk/client-auto-scaling';
import * as assert from 'uvu/assert';
import { pipelineOf } from '../../hub/job/pipeline.ts';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import { check } from '../../test/kit/check.ts';
import { stackPlan } from '../../test/kit/stack-plan.ts';
import { captureLines } from '../../test/moto/capture-lines.ts';
import { createHubOnMoto } from '../../test/moto/hub-on-moto.ts';
import { loadFunction } from '../../test/moto/load-function.ts';
import { planFile } from '../../test/moto/plan-file.ts';
import { startMoto } from '../../test/moto/start-moto.ts';
import type { ScaleVariables } from './scale.ts';
import type { Scaling } from './scale-fleet.ts';

/** The development plan, whose burst grows by one for every 3 jobs of both queues. */
function plan(minIntervalSeconds: number): HubPlan {
  const policy = { kind: 'scaleOnSubmit', name: 'now', backlogPerInstance: 3, minIntervalSeconds } as const;
  const dev = stackPlan('dev');
  const fleets = dev.fleets.map(({ burst, ...fleet }) => ({
    ...fleet,
    burst: { ...burst!, maxCount: 5, policies: [...burst!.policies, policy] },
  }));
  return { ...dev, fleets };
}

async function openFleet(minIntervalSeconds = 3600) {
  const thePlan = plan(minIntervalSeconds);
  const hub = await createHubOnMoto(pipelineOf(thePlan));
  const { clientConfig } = await startMoto();
  const autoScaling = new AutoScalingClient(clientConfig);
  const suffix = randomBytes(4).toString('hex');
  const group = `burst-${suffix}`;
  const LaunchConfigurationName = `of-${group}`;
  await autoScaling.send(
    new CreateLaunchConfigurationCommand({
      LaunchConfigurationName,
      ImageId: 'ami-12c6146b',
      InstanceType: 't3.micro',
    }),
  );
  await autoScaling.send(
    new CreateAutoScalingGroupCommand({
      ...{ AutoScalingGroupName: group, LaunchConfigurationName, DesiredCapacity: 0, MinSize: 0, MaxSize: 5 },
      AvailabilityZones: ['us-east-1a'],
    }),
  );
  const variables: ScaleVariables & { readonly HUB_PLAN_FILE: string } = {
    JOB_TABLE_NAME: hub.tableName,
    QUEUE_URLS: JSON.stringify(hub.queueUrls),
    GROUP_NAMES: JSON.stringify({ everything: { burst: group } }),
    HUB_PLAN_FILE: planFile(thePlan),
  };
  const handler = await loadFunction<readonly Scaling[]>('scale', variables);
  const event = (...fleets: string[]) => ({ Records: fleets.map(fleet => ({ body: JSON.stringify({ fleet }) })) });
  return {
    scale: (...fleets: string[]) => captureLines(() => handler(event(...fleets))),
    handler,
    submit: async (count: number, queue = 'generation') => {
      const jobId = 'gaytemzugu3doobzmfrggzdfmy';
      await Promise.all(Array.from({ length: count }, () => hub.sendMessage({ version: 1, jobId, queue, turn: 1 })));
    },
    desired: async () => {
      const { AutoScalingGroups = [] } = await autoScaling.send(
        new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [group] }),
      );
      return AutoScalingGroups[0]?.DesiredCapacity;
    },
  };
}

check('scale', {
  'asks for as many as the policy of the plan says, over all queues of the fleet': async () => {
    const { scale, submit, desired } = await openFleet();
    await submit(7);
    await submit(2, 'rigging');
    const { result, lines } = await scale('everything', 'everything');
    assert.equal(
      result.map(({ fromCount, toCount }) => [fromCount, toCount]),
      [[0, 3]],
    );
    assert.match(JSON.parse(lines[0] ?? '').reason, /backlog 9 at 3 per instance asks for 3/);
    assert.is(await desired(), 3);
  },
  'stays within the limits of its group': async () => {
    const { scale, submit, desired } = await openFleet();
    await submit(40);
    await scale('everything');
    assert.is(await desired(), 5);
  },
  'acts once in its interval, whoever asks': async () => {
    const { handler, scale, submit, desired } = await openFleet();
    await submit(3);
    const event = { Records: [{ body: '{"fleet":"everything"}' }] };
    const { result } = await captureLines(() => Promise.all(Array.from({ length: 6 }, () => handler(event))));
    assert.is(result.flat().length, 1);
    await submit(6);
    assert.equal((await scale('everything')).result, []);
    assert.is(await desired(), 1);
  },
  'acts again after it, and never asks for fewer': async () => {
    const { scale, submit, desired } = await openFleet(0);
    await submit(3);
    await scale('everything');
    await submit(3);
    await scale('everything');
    assert.is(await desired(), 2);
    assert.equal((await scale('everything')).result, []);
    assert.is(await desired(), 2);
  },
  'knows no fleet but those of the plan': async () => {
    const { scale } = await openFleet();
    assert.equal((await scale('nobody')).result, []);
  },
  'fails loudly for what is no message of ours, so that it comes again': async () => {
    const { handler } = await openFleet();
    const { lines } = await captureLines(async () => {
      try {
        await handler({ Records: [{ body: 'fleet' }] });
        assert.unreachable();
      } catch (error) {
        assert.match(String(error), /JSON/);
      }
    });
    assert.is(JSON.parse(lines[0] ?? '').level, 'ERROR');
  },
});
