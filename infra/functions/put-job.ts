import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Job } from '../../hub/job/job.ts';
import type { TableConnection } from './connect-table.ts';
import { drawJobId } from './environment.ts';

/** Stores a new job. `taken`: there is another job of this id, which stays as it is. */
export type PutJob = (job: Job) => Promise<'stored' | 'taken'>;

/**
 * The SDK repeats a call whose answer was lost. The repetition finds the job it stored itself, which is no conflict: it
 * carries what was drawn for this put. Time would not do, since two requests of one key may come in the same millisecond.
 */
export const putJobInto =
  ({ client, tableName }: TableConnection): PutJob =>
  async job => {
    const putId = drawJobId();
    try {
      await client.send(
        new PutCommand({
          TableName: tableName,
          Item: { ...job, putId } satisfies Job,
          ConditionExpression: 'attribute_not_exists(jobId) OR (putId = :putId AND sentTurn = :none)',
          ExpressionAttributeValues: { ':putId': putId, ':none': 0 },
        }),
      );
      return 'stored';
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return 'taken';
      throw error;
    }
  };
