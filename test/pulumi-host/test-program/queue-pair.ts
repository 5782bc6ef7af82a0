import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

export type QueuePairArgs = { readonly retentionDays: number };

/** A queue and its dead-letter queue: a component whose children depend on one another. */
export class QueuePair extends pulumi.ComponentResource {
  readonly url: pulumi.Output<string>;
  readonly arn: pulumi.Output<string>;

  constructor(name: string, args: QueuePairArgs, opts?: pulumi.ComponentResourceOptions) {
    super('recorder:test:QueuePair', name, args, opts);
    const messageRetentionSeconds = args.retentionDays * 86_400;
    const dead = new aws.sqs.Queue(`${name}-dead`, { messageRetentionSeconds }, { parent: this });
    const queue = new aws.sqs.Queue(
      name,
      {
        messageRetentionSeconds,
        redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: 3 }),
      },
      { parent: this, ignoreChanges: ['messageRetentionSeconds'] },
    );
    this.url = queue.url;
    this.arn = queue.arn;
    this.registerOutputs({ url: this.url, arn: this.arn });
  }
}
