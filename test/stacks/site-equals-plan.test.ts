/** What is deployed is what was simulated: queues, retention, limits, network and delivery. */
import * as assert from 'uvu/assert';
import {
  FUNCTION_MEMORY_MEGABYTES,
  LOG_RETENTION_DAYS,
  SUPERSEDED_JOB_DAYS,
} from '../../hub/catalog/request-counts.ts';
import { scalesOnSubmit } from '../../hub/plan/scales-on-submit.ts';
import { zonesOf } from '../../hub/plan/zones-of.ts';
import { API_ENTRIES } from '../../infra/api/routes.ts';
import { check } from '../kit/check.ts';
import { stackPlan } from '../kit/stack-plan.ts';
import type { JsonObject } from '../pulumi-host/program-record.ts';
import { byName, byType, inputAt, jsonAt, single, textAt } from '../pulumi-host/queries.ts';
import { recordedStack } from '../pulumi-host/recorded-stack.ts';
import { groupRecords } from './group-records.ts';

/** `KEY=value` lines anywhere in a launch template's user data. */
function bootSettings(template: Parameters<typeof textAt>[0]): Readonly<Record<string, string>> {
  const text = Buffer.from(textAt(template, 'userData'), 'base64').toString('utf8');
  return Object.fromEntries(
    text
      .split('\n')
      .flatMap(line => [/^([A-Z_]+)=(.*)$/.exec(line)?.slice(1) ?? []])
      .filter(pair => pair.length === 2),
  );
}

for (const stack of ['dev', 'prod'] as const) {
  const plan = stackPlan(stack);

  check(`the site of ${stack}`, {
    'has the queues of the plan, with their times and tries': async () => {
      const record = await recordedStack(stack);
      for (const { name, visibilityTimeoutSeconds, longPollSeconds, receiveCountMax } of plan.queues) {
        const queue = single(record, { type: 'aws:sqs/queue:Queue', name: `${name}-queue` });
        assert.is(queue.inputs.visibilityTimeoutSeconds, visibilityTimeoutSeconds);
        assert.is(queue.inputs.receiveWaitTimeSeconds, longPollSeconds);
        const redrive = jsonAt(queue, 'redrivePolicy');
        assert.is(redrive.maxReceiveCount, receiveCountMax);
        const [deadLetters] = byName(record, `${name}-dead-letters`);
        assert.is(redrive.deadLetterTargetArn, deadLetters!.state.arn);
      }
    },
    'tells each worker what the simulator took it to do': async () => {
      const record = await recordedStack(stack);
      for (const {
        fleet,
        plan: { group },
        template,
      } of groupRecords(record, plan)) {
        const settings = bootSettings(template);
        const queues = JSON.parse(settings.ASSET_HUB_QUEUES!) as readonly (JsonObject & {
          name: string;
          url: string;
        })[];
        // In the order in which the fleet serves them, with everything the plan says of each.
        assert.equal(
          queues.map(({ url, ...queue }) => queue),
          fleet.queues.map(name => plan.queues.find(queue => queue.name === name)),
        );
        for (const { name, url } of queues) assert.is(url, byName(record, `${name}-queue`)[0]!.state.url);
        assert.is(settings.BOOT_TIMEOUT_SECONDS, String(group.bootTimeoutSeconds));
        assert.is(settings.DRAIN_SECONDS, String(group.drainSeconds));
        assert.is(settings.ASSET_HUB_SCALE_IN_PROTECTION, String(group.scaleInProtection));
        const isReplaced = 'capacityRebalance' in group && group.capacityRebalance;
        assert.is(settings.ASSET_HUB_REBALANCE, String(isReplaced));
        assert.is(settings.ASSET_HUB_CHECKPOINTS, String(plan.worker.checkpoints));
        assert.is(settings.ASSET_HUB_NOTICE_FINISH_SECONDS, String(plan.worker.noticeFinishSeconds));
        assert.is(settings.ASSET_HUB_RETRY_BACKOFF_SECONDS, String(plan.worker.retryBackoffSeconds));
      }
    },
    'forgets files when the bill says it does': async () => {
      const record = await recordedStack(stack);
      const lifecycle = single(record, { name: 'store-assets-lifecycle' });
      const rules = lifecycle.inputs.rules as readonly JsonObject[];
      const rule = (id: string) => rules.find(each => each.id === id)!;
      assert.equal(rule('checkpoints').expiration, { days: plan.storage.checkpointRetentionDays });
      assert.equal(rule('jobs').expiration, { days: plan.storage.assetRetentionDays });
      assert.equal(rule('jobs').noncurrentVersionExpiration, { noncurrentDays: SUPERSEDED_JOB_DAYS });
    },
    'keeps every log as long as the bill says': async () => {
      const groups = byType(await recordedStack(stack), 'aws:cloudwatch/logGroup:LogGroup');
      assert.ok(groups.length > plan.fleets.length);
      for (const { inputs, name } of groups) assert.is(inputs.retentionInDays, LOG_RETENTION_DAYS, name);
    },
    'runs every function with the memory that is priced': async () => {
      const functions = byType(await recordedStack(stack), 'aws:lambda/function:Function');
      // Those of the API, advance and reconcile, and the one that scales on submit.
      assert.is(functions.length, API_ENTRIES.length + 2 + (scalesOnSubmit(plan) ? 1 : 0));
      for (const { inputs, name } of functions) {
        assert.is(inputs.memorySize, FUNCTION_MEMORY_MEGABYTES, name);
        assert.equal(inputs.architectures, ['arm64'], name);
      }
    },
    'throttles as the plan says, and takes the tokens it says': async () => {
      const record = await recordedStack(stack);
      const stage = single(record, { type: 'aws:apigatewayv2/stage:Stage' });
      assert.is(inputAt(stage, 'defaultRouteSettings.throttlingRateLimit'), plan.api.requestsPerSecondMax);
      assert.is(inputAt(stage, 'defaultRouteSettings.throttlingBurstLimit'), plan.api.burstCountMax);
      const pools = byType(record, 'aws:cognito/userPool:UserPool');
      assert.is(pools.length, plan.access.issuerUrl === undefined ? 1 : 0);
    },
    'lies in the zones and the range of the plan': async () => {
      const vpc = single(await recordedStack(stack), { type: 'awsx:ec2:Vpc' });
      assert.equal(vpc.inputs.availabilityZoneNames, zonesOf(plan));
      assert.is(vpc.inputs.cidrBlock, plan.network.cidrBlock);
      assert.is(inputAt(vpc, 'natGateways.strategy'), 'None');
      assert.is(plan.network.natGatewayCount, 0);
    },
    'has the budget and the dashboard of the plan, or none': async () => {
      const record = await recordedStack(stack);
      const budgets = byType(record, 'aws:budgets/budget:Budget');
      assert.equal(
        budgets.map(({ inputs }) => Number(inputs.limitAmount)),
        [plan.budget.monthlyUsdMax],
      );
      assert.is(byType(record, 'aws:cloudwatch/dashboard:Dashboard').length, Number(plan.observability.dashboard));
    },
  });
}
