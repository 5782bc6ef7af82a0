import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import type { Count, Seconds } from '../../hub/units.ts';
import type { ScaleVariables } from '../functions/scale.ts';
import { scaleStatements, sourceQueueStatements } from '../permissions/event-permissions.ts';
import { tlsOnlyPolicy } from '../permissions/queue-policies.ts';
import type { DeployedGroup } from './fleet.ts';
import { groupNamesText } from './group-names.ts';
import { type FunctionEnvironment, HubFunction } from './hub-function.ts';
import type { JobQueue } from './job-queue.ts';
import type { JobTable } from './job-table.ts';

export type ScaleOnSubmitArgs = {
  readonly plan: HubPlan;
  readonly jobTable: JobTable;
  /** By the queue's name in the plan. */
  readonly jobQueues: Readonly<Record<string, JobQueue>>;
  /** Of all fleets. */
  readonly groups: readonly DeployedGroup[];
};

/** Where those who submit say that a fleet has got something to do. */
export type ScaleQueue = { readonly url: pulumi.Output<string>; readonly arn: pulumi.Output<string> };

/** A few calls, two of which are to Auto Scaling, which may take some seconds. */
const SCALE_TIMEOUT_SECONDS: Seconds = 30;
/** Six times as long as the function may take (Lambda guide, using Lambda with SQS, 2023 [H]). */
const VISIBILITY_SECONDS: Seconds = 6 * SCALE_TIMEOUT_SECONDS;
/** By then a base group's alarms have seen the same jobs. */
const RETENTION_SECONDS: Seconds = 300;
/** The least Lambda takes. Of more calls at once the first would act, and the others find it done. */
const TOGETHER_COUNT: Count = 2;

const isOnSubmit = ({ kind }: { readonly kind: string }): boolean => kind === 'scaleOnSubmit';

/**
 * What carries out the policies of kind `scaleOnSubmit`: a queue of hints and the function that decides. A hint that nobody
 * could act on is a small loss: the next job brings another, and alarms watch the same jobs; so there are no dead letters.
 */
export class ScaleOnSubmit extends pulumi.ComponentResource {
  readonly queue: ScaleQueue;

  constructor(name: string, args: ScaleOnSubmitArgs, opts?: pulumi.ComponentResourceOptions) {
    super('assethub:scaling:ScaleOnSubmit', name, args, opts);
    const { plan, jobTable, jobQueues, groups } = args;

    const hints = new aws.sqs.Queue(
      `${name}-hints`,
      {
        visibilityTimeoutSeconds: VISIBILITY_SECONDS,
        messageRetentionSeconds: RETENTION_SECONDS,
        sqsManagedSseEnabled: true,
      },
      { parent: this },
    );
    new aws.sqs.QueuePolicy(
      `${name}-hints-policy`,
      { queueUrl: hints.url, policy: hints.arn.apply(tlsOnlyPolicy) },
      { parent: this },
    );
    const environment: FunctionEnvironment<ScaleVariables> = {
      JOB_TABLE_NAME: jobTable.tableName,
      QUEUE_URLS: pulumi.jsonStringify(
        Object.fromEntries(plan.queues.map(({ name: queue }) => [queue, jobQueues[queue]!.url])),
      ),
      GROUP_NAMES: groupNamesText(groups),
    };
    const scaled = groups.filter(group => group.plan.policies.some(isOnSubmit));
    const scale = new HubFunction(
      `${name}-scale`,
      {
        entry: 'scale',
        plan,
        environment,
        statements: pulumi
          .all([
            jobTable.tableArn,
            pulumi.all(plan.queues.map(({ name: queue }) => jobQueues[queue]!.arn)),
            pulumi.all(scaled.map(({ groupArn }) => groupArn)),
            hints.arn,
          ])
          .apply(([tableArn, queueArns, groupArns, hintsArn]) => [
            ...scaleStatements({ tableArn, queueArns, groupArns }),
            ...sourceQueueStatements(hintsArn),
          ]),
        timeoutSeconds: SCALE_TIMEOUT_SECONDS,
      },
      { parent: this },
    );
    new aws.lambda.EventSourceMapping(
      `${name}-source`,
      {
        eventSourceArn: hints.arn,
        functionName: scale.functionName,
        batchSize: 10,
        scalingConfig: { maximumConcurrency: TOGETHER_COUNT },
      },
      // Lambda looks at once whether the role may read the queue.
      { parent: this, dependsOn: [scale] },
    );

    this.queue = { url: hints.url, arn: hints.arn };
    this.registerOutputs({ queue: this.queue });
  }
}
