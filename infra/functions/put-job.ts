import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Job } from '../../hub/job/job.ts';
import type { TableConnection } from './connect-table.ts';

/** Stores a new job. `taken`: there is another job of this id, which stays as it is. */
export type PutJob = (job: Job) => Promise<'stored' | 'taken'>;

/**
 * The SDK repeats a call whose answer was lost. The repetition finds the job it stored itself, which is no conflict: same
 * owner, same millisecond, and nobody has taken it up.
 */
export const putJobInto =
  ({ client, tableName }: TableConnection): PutJob =>
  async job => {
    try {
      await client.send(
        new PutCommand({
          TableName: tableName,
          Item: job,
          ConditionExpression:
            'attribute_not_exists(jobId) OR (ownerId = :ownerId AND createdAt = :createdAt AND requestHash = :requestHash AND #turn = :turn AND sentTurn = :sentTurn)',
          ExpressionAttributeNames: { '#turn': 'turn' },
          ExpressionAttributeValues: {
            ':ownerId': job.ownerId,
            ':createdAt': job.createdAt,
            ':requestHash': job.requestHash,
            ':turn': job.turn,
            ':sentTurn': job.sentTurn,
          },
        }),
      );
      return 'stored';
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return 'taken';
      throw error;
    }
  };
