import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Job } from '../../hub/job/job.ts';
import { type JobChange, updateOf } from '../../hub/job/job-change.ts';
import type { TableConnection } from './connect-table.ts';

/** Writes a change that was decided on `seen`. `moved`: the job has since gone on, and the change was not written. */
export type ChangeJob = (seen: Job, change: JobChange) => Promise<'changed' | 'moved'>;

/**
 * The SDK repeats a call whose answer was lost. The repetition finds the job moved, by itself; so does whoever decides again
 * on what they then read, and that finds it done.
 */
export const changeJobIn =
  ({ client, tableName }: TableConnection): ChangeJob =>
  async (seen, change) => {
    try {
      await client.send(
        new UpdateCommand({
          TableName: tableName,
          Key: { jobId: seen.jobId },
          ...updateOf({ kind: 'seen', job: seen }, change),
        }),
      );
      return 'changed';
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return 'moved';
      throw error;
    }
  };
