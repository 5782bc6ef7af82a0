import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import { SECONDS_PER_MINUTE, type Seconds } from '../../hub/units.ts';
import type { ReconcileVariables } from '../functions/reconcile.ts';
import { reconcileStatements } from '../permissions/event-permissions.ts';
import type { AssetStore } from './asset-store.ts';
import type { DeployedGroup } from './fleet.ts';
import { groupNamesText } from './group-names.ts';
import { type FunctionEnvironment, HubFunction } from './hub-function.ts';
import type { JobQueue } from './job-queue.ts';
import type { JobTable } from './job-table.ts';

export type UpkeepArgs = {
  readonly plan: HubPlan;
  readonly assetStore: AssetStore;
  readonly jobTable: JobTable;
  /** By the queue's name in the plan. */
  readonly jobQueues: Readonly<Record<string, JobQueue>>;
  /** Of all fleets. */
  readonly groups: readonly DeployedGroup[];
};

/** Until it is called again. */
const RECONCILE_TIMEOUT_SECONDS: Seconds = SECONDS_PER_MINUTE;

/** What looks after the hub every minute: jobs that nothing else would ever move again, and what is known of the queues. */
export class Upkeep extends pulumi.ComponentResource {
  constructor(name: string, args: UpkeepArgs, opts?: pulumi.ComponentResourceOptions) {
    super('assethub:upkeep:Upkeep', name, args, opts);
    const reconcile = createReconcile(this, name, args);
    new aws.lambda.FunctionEventInvokeConfig(
      `${name}-retries`,
      // The next call is sooner than a repetition would be.
      { functionName: reconcile.functionName, maximumRetryAttempts: 0, maximumEventAgeInSeconds: SECONDS_PER_MINUTE },
      { parent: this },
    );
    const rule = new aws.cloudwatch.EventRule(
      `${name}-every-minute`,
      { description: 'Looks after open jobs and queues', scheduleExpression: 'rate(1 minute)' },
      { parent: this },
    );
    const permission = new aws.lambda.Permission(
      `${name}-invoke`,
      {
        action: 'lambda:InvokeFunction',
        function: reconcile.functionName,
        principal: 'events.amazonaws.com',
        sourceArn: rule.arn,
      },
      { parent: this },
    );
    new aws.cloudwatch.EventTarget(
      `${name}-target`,
      { rule: rule.name, arn: reconcile.functionArn },
      { parent: this, dependsOn: [permission] },
    );
    this.registerOutputs({});
  }
}

function createReconcile(parent: Upkeep, name: string, args: UpkeepArgs): HubFunction {
  const { plan, assetStore, jobTable, jobQueues, groups } = args;
  const queues = plan.queues.map(({ name: queue }) => ({ queue, parts: jobQueues[queue]! }));
  const environment: FunctionEnvironment<ReconcileVariables> = {
    JOB_TABLE_NAME: jobTable.tableName,
    QUEUE_URLS: pulumi.jsonStringify(Object.fromEntries(queues.map(({ queue, parts }) => [queue, parts.url]))),
    GROUP_NAMES: groupNamesText(groups),
    ASSETS_BUCKET: assetStore.assetsBucket.id,
  };
  return new HubFunction(
    `${name}-reconcile`,
    {
      entry: 'reconcile',
      plan,
      environment,
      statements: pulumi
        .all([jobTable.tableArn, pulumi.all(queues.map(({ parts }) => parts.arn)), assetStore.assetsBucket.arn])
        .apply(([tableArn, queueArns, assetsBucketArn]) =>
          reconcileStatements({ tableArn, queueArns, assetsBucketArn }),
        ),
      timeoutSeconds: RECONCILE_TIMEOUT_SECONDS,
    },
    { parent },
  );
}
