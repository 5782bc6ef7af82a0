import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import type { Job } from '../../hub/job/job.ts';
import { JOB_INDEXES, JOB_KEYS } from '../../hub/job/job-indexes.ts';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';

export type JobTableArgs = {
  readonly plan: Pick<HubPlan, 'storage'>;
};

const JOB_ID = 'jobId' satisfies keyof Job;
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
        attributes: JOB_KEYS.map(name => ({ name, type: 'S' })),
        globalSecondaryIndexes: Object.values(JOB_INDEXES).map(({ name, hash, range }) => ({
          name,
          keySchemas: [
            { attributeName: hash, keyType: 'HASH' },
            { attributeName: range, keyType: 'RANGE' },
          ],
          projectionType: 'KEYS_ONLY',
        })),
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
