/** The worker's reads and writes of the job table. */
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type Job, jobSchema } from '../../hub/job/job.ts';
import { type JobChange, type JobCondition, updateOf } from '../../hub/job/job-change.ts';
import { queueStateKey } from '../../hub/job/queue-state.ts';

export type JobStore = {
  /** As it stands now, every write included that was answered before. @throws when the item is no job */
  readonly findJob: (jobId: string) => Promise<Job | undefined>;
  /** `moved`: somebody else wrote first, and this was not written. */
  readonly changeJob: (jobId: string, condition: JobCondition, change: JobChange) => Promise<'changed' | 'moved'>;
  /** One more job has left the queue: those behind it move up. */
  readonly countDeparture: (queue: string) => Promise<void>;
};

export function jobStoreIn(client: DynamoDBDocumentClient, tableName: string): JobStore {
  return {
    findJob: async jobId => {
      const { Item } = await client.send(
        new GetCommand({ TableName: tableName, Key: { jobId }, ConsistentRead: true }),
      );
      return Item === undefined ? undefined : jobSchema.parse(Item);
    },
    changeJob: async (jobId, condition, change) => {
      try {
        await client.send(new UpdateCommand({ TableName: tableName, Key: { jobId }, ...updateOf(condition, change) }));
        return 'changed';
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return 'moved';
        throw error;
      }
    },
    countDeparture: async queue => {
      await client.send(
        new UpdateCommand({
          TableName: tableName,
          Key: { jobId: queueStateKey(queue) },
          UpdateExpression: 'ADD departedCount :one',
          ExpressionAttributeValues: { ':one': 1 },
        }),
      );
    },
  };
}
