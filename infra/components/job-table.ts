import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Job } from '../../hub/job/job.ts';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';

export type JobTableArgs = {
  readonly plan: Pick<HubPlan, 'storage'>;
};

const JOB_ID = 'jobId' satisfies keyof Job;
const OWNER_ID = 'ownerId' satisfies keyof Job;
const CREATED_AT = 'createdAt' satisfies keyof Job;
const OPEN_SHARD = 'openShard' satisfies keyof Job;
const EXPIRES_AT = 'expiresAt' satisfies keyof Job;

/**
 * What is known of every job: one item per job, an index for "my jobs, newest first", and one of those that are open.
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
        hashKey: JOB_ID,
        attributes: [JOB_ID, OWNER_ID, CREATED_AT, OPEN_SHARD].map(name => ({ name, type: 'S' })),
        globalSecondaryIndexes: [
          {
            name: 'byOwner',
            keySchemas: [
              { attributeName: OWNER_ID, keyType: 'HASH' },
              { attributeName: CREATED_AT, keyType: 'RANGE' },
            ],
            // Keys never change, so a job writes the index once; with its status in it, every step would write it again.
            projectionType: 'KEYS_ONLY',
          },
          {
            // Jobs that have not ended, oldest first: only they have a shard, so it is as small as the crowd of the moment.
            name: 'open',
            keySchemas: [
              { attributeName: OPEN_SHARD, keyType: 'HASH' },
              { attributeName: CREATED_AT, keyType: 'RANGE' },
            ],
            projectionType: 'KEYS_ONLY',
          },
        ],
        ttl: { attributeName: EXPIRES_AT, enabled: true },
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
