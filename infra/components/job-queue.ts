import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Queue } from '../../hub/plan/hub-plan.ts';
import { tlsOnlyPolicy } from '../permissions/queue-policies.ts';
import {
  DEAD_LETTER_ATTRIBUTES,
  jobQueueAttributes,
  redriveAllowPolicy,
  redrivePolicy,
} from '../queues/queue-attributes.ts';

export type JobQueueArgs = {
  readonly queue: Queue;
};

/**
 * One queue of the pipeline and the queue of its dead letters, both standard: jobs are repeatable, and the order of ten
 * thousand strangers is nobody's promise.
 */
export class JobQueue extends pulumi.ComponentResource {
  readonly url: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;
  readonly queueName: pulumi.Output<string>;
  readonly deadLetterUrl: pulumi.Output<string>;
  readonly deadLetterArn: pulumi.Output<string>;
  readonly deadLetterName: pulumi.Output<string>;

  constructor(name: string, args: JobQueueArgs, opts?: pulumi.ComponentResourceOptions) {
    super('assethub:queues:JobQueue', name, args, opts);
    const { receiveCountMax } = args.queue;

    const deadLetters = new aws.sqs.Queue(`${name}-dead-letters`, { ...DEAD_LETTER_ATTRIBUTES }, { parent: this });
    const queue = new aws.sqs.Queue(
      `${name}-queue`,
      {
        ...jobQueueAttributes(args.queue),
        redrivePolicy: deadLetters.arn.apply(arn => redrivePolicy(arn, receiveCountMax)),
      },
      { parent: this },
    );
    new aws.sqs.RedriveAllowPolicy(
      `${name}-dead-letters-source`,
      { queueUrl: deadLetters.url, redriveAllowPolicy: queue.arn.apply(redriveAllowPolicy) },
      { parent: this },
    );
    new aws.sqs.QueuePolicy(
      `${name}-queue-policy`,
      { queueUrl: queue.url, policy: queue.arn.apply(tlsOnlyPolicy) },
      { parent: this },
    );
    new aws.sqs.QueuePolicy(
      `${name}-dead-letters-policy`,
      { queueUrl: deadLetters.url, policy: deadLetters.arn.apply(tlsOnlyPolicy) },
      { parent: this },
    );

    this.url = queue.url;
    this.arn = queue.arn;
    this.queueName = queue.name;
    this.deadLetterUrl = deadLetters.url;
    this.deadLetterArn = deadLetters.arn;
    this.deadLetterName = deadLetters.name;
    this.registerOutputs({
      url: this.url,
      arn: this.arn,
      queueName: this.queueName,
      deadLetterUrl: this.deadLetterUrl,
      deadLetterArn: this.deadLetterArn,
      deadLetterName: this.deadLetterName,
    });
  }
}
