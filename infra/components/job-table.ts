import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';

export type JobTableArgs = {
  readonly plan: Pick<HubPlan, 'storage'>;
};

/**
 * What is known of every job: one item per job, and an index for "my jobs, newest first".
 *
 * It is billed per request, because the hub sleeps between crowds. DynamoDB encrypts it with a key of its own, which is free
 * and needs no permission.
 */
export class JobTable extends pulumi.ComponentResource {
  readonly tableName: pulumi.Output<string>;
  readonly tableArn: pulumi.Output<string>;

  constructor(name: string, args: JobTableArgs, opts?: pulumi.ComponentResourceOptions) {
    super('assethub:jobs:JobTable', name, args, opts);
    const { protect } = args.plan.storage;

    const table = new aws.dynamodb.Table(
      `${name}-table`,
      {
        billingMode: 'PAY_PER_REQUEST',
        hashKey: 'jobId',
        attributes: [
          { name: 'jobId', type: 'S' },
          { name: 'ownerId', type: 'S' },
          { name: 'createdAt', type: 'S' },
        ],
        globalSecondaryIndexes: [
          {
            name: 'byOwner',
            keySchemas: [
              { attributeName: 'ownerId', keyType: 'HASH' },
              { attributeName: 'createdAt', keyType: 'RANGE' },
            ],
            // Keys never change, so a job writes the index once; with its status in it, every step would write it again.
            projectionType: 'KEYS_ONLY',
          },
        ],
        ttl: { attributeName: 'expiresAt', enabled: true },
        pointInTimeRecovery: { enabled: true },
        deletionProtectionEnabled: protect,
      },
      { parent: this, protect, retainOnDelete: protect },
    );

    this.tableName = table.name;
    this.tableArn = table.arn;
    this.registerOutputs({ tableName: this.tableName, tableArn: this.tableArn });
  }
}
