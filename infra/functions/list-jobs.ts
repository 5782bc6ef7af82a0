/** A caller's jobs, newest first, a page at a time. */
import { BatchGetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type Job, jobSchema } from '../../hub/job/job.ts';
import { jobIdSchema } from '../../hub/job/job-id.ts';
import { JOB_INDEXES } from '../../hub/job/job-indexes.ts';
import type { TableConnection } from './connect-table.ts';

const placeSchema = z.strictObject({ createdAt: z.iso.datetime({ precision: 3 }), jobId: jobIdSchema });
/** Where a page ended. It names a job, but no owner: a cursor from elsewhere leads only into one's own list. */
export type ListPlace = z.infer<typeof placeSchema>;

export type JobPage = { readonly jobs: readonly Job[]; readonly next: ListPlace | undefined };
export type ListJobs = (ownerId: string, limit: number, after: ListPlace | undefined) => Promise<JobPage>;

export const cursorOf = (place: ListPlace): string => Buffer.from(JSON.stringify(place)).toString('base64url');

/** Undefined for anything that is no cursor. */
export function parseCursor(text: string): ListPlace | undefined {
  try {
    return placeSchema.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))).data;
  } catch {
    return undefined;
  }
}

export const listJobsIn =
  ({ client, tableName }: TableConnection): ListJobs =>
  async (ownerId, limit, after) => {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: tableName,
        IndexName: JOB_INDEXES.owner.name,
        KeyConditionExpression: 'ownerId = :ownerId',
        ExpressionAttributeValues: { ':ownerId': ownerId },
        ScanIndexForward: false,
        Limit: limit,
        ...(after === undefined ? {} : { ExclusiveStartKey: { ownerId, ...after } }),
      }),
    );
    const ids = Items.map(item => item.jobId as string);
    const jobs = await readJobs(ids, { client, tableName });
    const next = placeSchema.safeParse({ createdAt: LastEvaluatedKey?.createdAt, jobId: LastEvaluatedKey?.jobId }).data;
    return { jobs: ids.flatMap(id => jobs.get(id) ?? []), next };
  };

/** What the table leaves out of an answer that grew too long is asked for again; what it has forgotten is left out. */
async function readJobs(ids: readonly string[], { client, tableName }: TableConnection): Promise<Map<string, Job>> {
  const jobs = new Map<string, Job>();
  let Keys: Record<string, unknown>[] = ids.map(jobId => ({ jobId }));
  while (Keys.length > 0) {
    const { Responses = {}, UnprocessedKeys = {} } = await client.send(
      new BatchGetCommand({ RequestItems: { [tableName]: { Keys } } }),
    );
    for (const item of Responses[tableName] ?? []) {
      const job = jobSchema.parse(item);
      jobs.set(job.jobId, job);
    }
    Keys = UnprocessedKeys[tableName]?.Keys ?? [];
  }
  return jobs;
}
