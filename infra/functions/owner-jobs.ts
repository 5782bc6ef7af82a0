/**
 * The open jobs of a caller, as a set of ids in one item: whoever is let in is added on the condition that the set is not
 * full. Nobody removes what has ended; when the set is full it is looked through, and that is soon enough. So no counter can
 * drift, and no job's end needs a second write.
 */
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type Job, jobSchema } from '../../hub/job/job.ts';
import { isTerminal } from '../../hub/job/job-status.ts';
import type { Count } from '../../hub/units.ts';
import type { TableConnection } from './connect-table.ts';
import { sha256Of } from './sha256.ts';

export type OwnerJobs = {
  /** Adds a job to its owner's open ones. `full`: as many are open as may be, and these are they. */
  readonly enter: (
    ownerId: string,
    jobId: string,
    countMax: Count,
  ) => Promise<{ readonly kind: 'entered' } | { readonly kind: 'full'; readonly openJobs: readonly Job[] }>;
};

/** No job id looks like it, and the item shows no name. */
const ownerKey = (ownerId: string): string => `owner#${sha256Of(ownerId)}`;

/** DynamoDB reads at most so many items at once (DynamoDB API, BatchGetItem, 2023 [H]). */
const BATCH_COUNT_MAX = 100;

export function ownerJobsIn({ client, tableName }: TableConnection): OwnerJobs {
  const tryToEnter = async (ownerId: string, jobId: string, countMax: Count): Promise<boolean> => {
    try {
      await client.send(
        new UpdateCommand({
          TableName: tableName,
          Key: { jobId: ownerKey(ownerId) },
          UpdateExpression: 'ADD openJobs :added',
          ConditionExpression:
            'attribute_not_exists(openJobs) OR size(openJobs) < :countMax OR contains(openJobs, :jobId)',
          ExpressionAttributeValues: { ':added': new Set([jobId]), ':countMax': countMax, ':jobId': jobId },
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  };
  const listed = async (ownerId: string): Promise<readonly string[]> => {
    const { Item } = await client.send(
      new GetCommand({ TableName: tableName, Key: { jobId: ownerKey(ownerId) }, ConsistentRead: true }),
    );
    return [...((Item?.openJobs as Set<string> | undefined) ?? [])];
  };
  const readJobs = async (jobIds: readonly string[]): Promise<readonly Job[]> => {
    const jobs: Job[] = [];
    for (let start = 0; start < jobIds.length; start += BATCH_COUNT_MAX) {
      const Keys = jobIds.slice(start, start + BATCH_COUNT_MAX).map(jobId => ({ jobId }));
      const { Responses = {} } = await client.send(
        new BatchGetCommand({ RequestItems: { [tableName]: { Keys, ConsistentRead: true } } }),
      );
      jobs.push(...(Responses[tableName] ?? []).map(item => jobSchema.parse(item)));
    }
    return jobs;
  };
  const forget = async (ownerId: string, jobIds: readonly string[]): Promise<void> => {
    if (jobIds.length === 0) return;
    await client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: { jobId: ownerKey(ownerId) },
        UpdateExpression: 'DELETE openJobs :ended',
        ExpressionAttributeValues: { ':ended': new Set(jobIds) },
      }),
    );
  };
  return {
    enter: async (ownerId, jobId, countMax) => {
      if (await tryToEnter(ownerId, jobId, countMax)) return { kind: 'entered' };
      const ids = await listed(ownerId);
      const jobs = await readJobs(ids);
      const openJobs = jobs.filter(({ status }) => !isTerminal(status));
      const openIds = new Set(openJobs.map(open => open.jobId));
      // One that is not in the table may be on its way there: it is forgotten only when there are no others to forget.
      const ended = jobs.filter(job => !openIds.has(job.jobId)).map(job => job.jobId);
      const missing = ids.filter(id => jobs.every(job => job.jobId !== id));
      await forget(ownerId, ended.length > 0 ? ended : missing);
      if (await tryToEnter(ownerId, jobId, countMax)) return { kind: 'entered' };
      return { kind: 'full', openJobs };
    },
  };
}
