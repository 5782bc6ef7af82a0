import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import type { Job } from '../../hub/job/job.ts';
import type { TableConnection } from './connect-table.ts';

/** Removes a job that nobody has taken up. `started`: a worker has it, or it has ended, so it stays. */
export type WithdrawJob = (job: Job) => Promise<'withdrawn' | 'started'>;

export const withdrawJobFrom =
  ({ client, tableName }: TableConnection): WithdrawJob =>
  async ({ jobId }) => {
    try {
      await client.send(
        new DeleteCommand({
          TableName: tableName,
          Key: { jobId },
          // A repetition by the SDK finds it gone, which is what was wanted.
          ConditionExpression: 'attribute_not_exists(jobId) OR #status = :queued',
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: { ':queued': 'queued' satisfies Job['status'] },
        }),
      );
      return 'withdrawn';
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return 'started';
      throw error;
    }
  };
