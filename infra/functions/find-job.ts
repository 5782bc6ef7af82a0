import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { type Job, jobSchema } from '../../hub/job/job.ts';
import type { TableConnection } from './connect-table.ts';

/**
 * `exact` sees every write that was answered before; `fast` costs half and may lag behind them, usually by less than a second
 * (DynamoDB guide, read consistency, 2023 [H]).
 */
export type ReadMode = 'exact' | 'fast';

/** @throws when the item is not a job: somebody else wrote it */
export type FindJob = (jobId: string, mode: ReadMode) => Promise<Job | undefined>;

export const findJobIn =
  ({ client, tableName }: TableConnection): FindJob =>
  async (jobId, mode) => {
    const { Item } = await client.send(
      new GetCommand({ TableName: tableName, Key: { jobId }, ConsistentRead: mode === 'exact' }),
    );
    return Item === undefined ? undefined : jobSchema.parse(Item);
  };
