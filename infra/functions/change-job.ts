import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { JobChange } from '../../hub/job/advance-job.ts';
import type { Job } from '../../hub/job/job.ts';
import type { TableConnection } from './connect-table.ts';

/** Writes a change that was decided on `seen`. `moved`: the job has since gone on, and the change was not written. */
export type ChangeJob = (seen: Job, change: JobChange) => Promise<'changed' | 'moved'>;

/** Compares status and queue, all that the decision rests on, and sets the attributes of the change alone. */
export const changeJobIn =
  ({ client, tableName }: TableConnection): ChangeJob =>
  async (seen, { manifest, ...attributes }) => {
    const names = Object.keys(attributes);
    try {
      await client.send(
        new UpdateCommand({
          TableName: tableName,
          Key: { jobId: seen.jobId },
          ConditionExpression: '#status = :seenStatus AND #queue = :seenQueue',
          UpdateExpression: `SET manifests.#stage = :key, ${names.map(name => `#${name} = :${name}`).join(', ')}`,
          ExpressionAttributeNames: {
            '#stage': manifest.stage,
            ...Object.fromEntries(names.map(name => [`#${name}`, name])),
          },
          ExpressionAttributeValues: {
            ':key': manifest.key,
            ':seenStatus': seen.status,
            ':seenQueue': seen.queue,
            ...Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`:${name}`, value])),
          },
        }),
      );
      return 'changed';
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return 'moved';
      throw error;
    }
  };
