import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import { ADVANCE_TIMEOUT_SECONDS, INVOKE_RETRY, RULE_RETRY_POLICY } from '../events/delivery.ts';
import { advanceStatements, lostEventStatements } from '../permissions/function-permissions.ts';
import { undeliveredEventsPolicy } from '../permissions/queue-policies.ts';
import { DEAD_LETTER_ATTRIBUTES } from '../queues/queue-attributes.ts';
import type { AssetStore } from './asset-store.ts';
import { HubFunction } from './hub-function.ts';
import type { JobQueue } from './job-queue.ts';
import type { JobTable } from './job-table.ts';

export type StatusEventsArgs = {
  readonly plan: Pick<HubPlan, 'queues'>;
  readonly assetStore: AssetStore;
  readonly jobTable: JobTable;
  /** By name. */
  readonly jobQueues: Readonly<Record<string, JobQueue>>;
};

/**
 * What moves a job on: the manifest that ends a queue's work is stored, the bucket says so, the rule picks it, and the
 * advance function sends the job to its next queue or ends it.
 *
 * An event can be lost twice, on the way to Lambda and in the function; both end in one queue, which an alarm watches.
 */
export class StatusEvents extends pulumi.ComponentResource {
  readonly lostEventsQueueName: pulumi.Output<string>;

  constructor(name: string, args: StatusEventsArgs, opts?: pulumi.ComponentResourceOptions) {
    super('assethub:events:StatusEvents', name, args, opts);

    const lostEvents = new aws.sqs.Queue(`${name}-lost`, { ...DEAD_LETTER_ATTRIBUTES }, { parent: this });
    const advance = createAdvance(this, name, args, lostEvents);
    const rule = createRule(this, name, args);
    new aws.sqs.QueuePolicy(
      `${name}-lost-policy`,
      {
        queueUrl: lostEvents.url,
        policy: pulumi
          .all([lostEvents.arn, rule.arn])
          .apply(([queueArn, ruleArn]) => undeliveredEventsPolicy(queueArn, ruleArn)),
      },
      { parent: this },
    );
    new aws.cloudwatch.EventTarget(
      `${name}-target`,
      {
        rule: rule.name,
        arn: advance.functionArn,
        retryPolicy: RULE_RETRY_POLICY,
        deadLetterConfig: { arn: lostEvents.arn },
      },
      { parent: this },
    );
    new aws.lambda.Permission(
      `${name}-invoke`,
      {
        action: 'lambda:InvokeFunction',
        function: advance.functionName,
        principal: 'events.amazonaws.com',
        sourceArn: rule.arn,
      },
      { parent: this },
    );

    this.lostEventsQueueName = lostEvents.name;
    this.registerOutputs({ lostEventsQueueName: this.lostEventsQueueName });
  }
}

function createAdvance(
  parent: StatusEvents,
  name: string,
  { plan, jobTable, jobQueues }: StatusEventsArgs,
  lostEvents: aws.sqs.Queue,
): HubFunction {
  const [, ...laterQueues] = plan.queues.map(queue => jobQueues[queue.name]!);
  const advance = new HubFunction(
    `${name}-advance`,
    {
      entry: 'advance',
      environment: {},
      statements: pulumi
        .all([jobTable.tableArn, pulumi.all(laterQueues.map(queue => queue.arn)), lostEvents.arn])
        .apply(([tableArn, laterQueueArns, lostEventsQueueArn]) => [
          ...advanceStatements({ tableArn, laterQueueArns }),
          ...lostEventStatements(lostEventsQueueArn),
        ]),
      timeoutSeconds: ADVANCE_TIMEOUT_SECONDS,
    },
    { parent },
  );
  new aws.lambda.FunctionEventInvokeConfig(
    `${name}-retries`,
    {
      functionName: advance.functionName,
      ...INVOKE_RETRY,
      destinationConfig: { onFailure: { destination: lostEvents.arn } },
    },
    { parent },
  );
  return advance;
}
