import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { type EventPattern, earlyEndPattern, manifestPattern } from '../../hub/job/manifest-pattern.ts';
import { pipelineOf } from '../../hub/job/pipeline.ts';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import { ADVANCE_TIMEOUT_SECONDS, INVOKE_RETRY, RULE_RETRY_POLICY } from '../events/delivery.ts';
import type { AdvanceVariables } from '../functions/advance.ts';
import { advanceStatements } from '../permissions/event-permissions.ts';
import { lostEventStatements } from '../permissions/function-permissions.ts';
import { undeliveredEventsPolicy } from '../permissions/queue-policies.ts';
import { DEAD_LETTER_ATTRIBUTES } from '../queues/queue-attributes.ts';
import type { AssetStore } from './asset-store.ts';
import { type FunctionEnvironment, HubFunction } from './hub-function.ts';
import type { JobQueue } from './job-queue.ts';
import type { JobTable } from './job-table.ts';
import type { ScaleQueue } from './scale-on-submit.ts';

export type StatusEventsArgs = {
  readonly plan: HubPlan;
  readonly assetStore: AssetStore;
  readonly jobTable: JobTable;
  /** By name. */
  readonly jobQueues: Readonly<Record<string, JobQueue>>;
  /** Absent where no policy scales on submits. */
  readonly scaleQueue?: ScaleQueue | undefined;
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
    const stored = pipelineOf(args.plan).map(queue => ({
      queue: queue.queue,
      rule: createRule(this, `${name}-${queue.queue}-stored`, args, {
        description: `The last manifest of ${queue.queue} was stored`,
        patternOf: bucket => manifestPattern(bucket, queue),
      }),
    }));
    const earlyEnd = createRule(this, `${name}-early-end-stored`, args, {
      description: 'A job ended before its queue does',
      patternOf: earlyEndPattern,
    });
    const rules = [...stored, { queue: 'early-end', rule: earlyEnd }];
    const policy = new aws.sqs.QueuePolicy(
      `${name}-lost-policy`,
      {
        queueUrl: lostEvents.url,
        policy: pulumi
          .all([lostEvents.arn, pulumi.all(rules.map(({ rule }) => rule.arn))])
          .apply(([queueArn, ruleArns]) => undeliveredEventsPolicy(queueArn, ruleArns)),
      },
      { parent: this },
    );
    for (const { queue, rule } of rules) createTarget(this, `${name}-${queue}`, { rule, advance, lostEvents, policy });

    this.lostEventsQueueName = lostEvents.name;
    this.registerOutputs({ lostEventsQueueName: this.lostEventsQueueName });
  }
}

function createAdvance(
  parent: StatusEvents,
  name: string,
  { plan, jobTable, jobQueues, scaleQueue }: StatusEventsArgs,
  lostEvents: aws.sqs.Queue,
): HubFunction {
  const laterQueues = plan.queues.slice(1).map(queue => ({ name: queue.name, parts: jobQueues[queue.name]! }));
  const queueUrls = Object.fromEntries(laterQueues.map(queue => [queue.name, queue.parts.url]));
  const environment: FunctionEnvironment<AdvanceVariables> = {
    JOB_TABLE_NAME: jobTable.tableName,
    QUEUE_URLS: pulumi.jsonStringify(queueUrls),
    ...(scaleQueue === undefined ? {} : { SCALE_QUEUE_URL: scaleQueue.url }),
  };
  const advance = new HubFunction(
    `${name}-advance`,
    {
      entry: 'advance',
      plan,
      environment,
      statements: pulumi
        .all([
          jobTable.tableArn,
          pulumi.all(laterQueues.map(queue => queue.parts.arn)),
          lostEvents.arn,
          pulumi.output(scaleQueue?.arn),
        ])
        .apply(([tableArn, laterQueueArns, lostEventsQueueArn, scaleQueueArn]) => [
          ...advanceStatements({ tableArn, laterQueueArns, scaleQueueArn }),
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

type RuleParts = { readonly description: string; readonly patternOf: (bucketName: string) => EventPattern };

/** On the account's default bus: S3 sends to no other. */
function createRule(
  parent: StatusEvents,
  name: string,
  { assetStore }: StatusEventsArgs,
  { description, patternOf }: RuleParts,
): aws.cloudwatch.EventRule {
  return new aws.cloudwatch.EventRule(
    name,
    {
      description,
      eventPattern: assetStore.assetsBucket.id.apply(bucket => JSON.stringify(patternOf(bucket))),
    },
    { parent },
  );
}

type TargetParts = {
  readonly rule: aws.cloudwatch.EventRule;
  readonly advance: HubFunction;
  readonly lostEvents: aws.sqs.Queue;
  /** Lets the rule keep what it cannot deliver. */
  readonly policy: aws.sqs.QueuePolicy;
};

/** From the rule to the function. */
function createTarget(parent: StatusEvents, name: string, { rule, advance, lostEvents, policy }: TargetParts): void {
  const permission = new aws.lambda.Permission(
    `${name}-invoke`,
    {
      action: 'lambda:InvokeFunction',
      function: advance.functionName,
      principal: 'events.amazonaws.com',
      sourceArn: rule.arn,
    },
    { parent },
  );
  new aws.cloudwatch.EventTarget(
    `${name}-target`,
    {
      rule: rule.name,
      arn: advance.functionArn,
      retryPolicy: RULE_RETRY_POLICY,
      deadLetterConfig: { arn: lostEvents.arn },
    },
    // No event may come before it can be handled, or kept.
    { parent, dependsOn: [policy, permission] },
  );
}
