/** The jobs that have not ended, from the index that has only them: oldest first within a shard, a page at a time. */
import { BatchGetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type Job, jobSchema } from '../../hub/job/job.ts';
import { JOB_INDEXES } from '../../hub/job/job-indexes.ts';
import type { TableConnection } from './connect-table.ts';
import type { Log } from './log.ts';

/** Pages of at most 100 jobs, which is what one read can fetch (DynamoDB API, BatchGetItem, 2023 [H]). */
export type ListOpenJobs = (shard: string) => AsyncGenerator<readonly Job[]>;

const PAGE_COUNT_MAX = 100;

/** Reads may be a little behind: whoever decides on them says so in the condition of his write. */
export const listOpenJobsIn = ({ client, tableName }: TableConnection, log: Log): ListOpenJobs =>
  async function* listOpenJobs(shard) {
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    do {
      const page = await client.send(
        new QueryCommand({
          TableName: tableName,
          IndexName: JOB_INDEXES.open.name,
          KeyConditionExpression: 'openShard = :shard',
          ExpressionAttributeValues: { ':shard': shard },
          ProjectionExpression: 'jobId',
          Limit: PAGE_COUNT_MAX,
          ...(ExclusiveStartKey === undefined ? {} : { ExclusiveStartKey }),
        }),
      );
      ExclusiveStartKey = page.LastEvaluatedKey;
      const Keys = (page.Items ?? []).map(({ jobId }) => ({ jobId }));
      if (Keys.length > 0) yield await readJobs(Keys);
    } while (ExclusiveStartKey !== undefined);

    /** What a throttled read leaves out is left for the next time. */
    async function readJobs(Keys: { jobId: unknown }[]): Promise<readonly Job[]> {
      const { Responses = {} } = await client.send(new BatchGetCommand({ RequestItems: { [tableName]: { Keys } } }));
      return (Responses[tableName] ?? []).flatMap(item => {
        const parsed = jobSchema.safeParse(item);
        if (parsed.success) return [parsed.data];
        // One that nobody can read must not keep the others from being looked after.
        log('ERROR', 'an open job cannot be read', { jobId: item.jobId, error: parsed.error });
        return [];
      });
    }
  };
