/** The jobs of the table, read again and again: for the terminal, and for the age of the oldest that waits. */
import { type DynamoDBDocumentClient, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Job } from '../../hub/job/job.ts';
import type { Seconds } from '../../hub/units.ts';
import { nowMilliseconds, sleep } from '../environment.ts';

const PERIOD_SECONDS: Seconds = 0.5;
/** A table with thousands of old jobs takes its time to read: most of it is left to others. */
const PAUSE_RATIO = 5;

export type JobWatch = {
  /** As they were read last, in no order. */
  readonly jobs: () => readonly Job[];
  /** Reads them now. */
  readonly look: () => Promise<void>;
  /** Comes back when the signal is given. */
  readonly run: (signal: AbortSignal) => Promise<void>;
};

export function watchJobs(
  table: DynamoDBDocumentClient,
  TableName: string,
  onLook: () => void,
  onError: (error: unknown) => void,
): JobWatch {
  let jobs: readonly Job[] = [];
  async function look(): Promise<void> {
    const items: Record<string, unknown>[] = [];
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    do {
      const page = await table.send(new ScanCommand({ TableName, ...(ExclusiveStartKey && { ExclusiveStartKey }) }));
      items.push(...(page.Items ?? []));
      ExclusiveStartKey = page.LastEvaluatedKey;
    } while (ExclusiveStartKey !== undefined);
    // Beside the jobs lie what is known of the queues, and what policies remember.
    jobs = items.filter(item => 'ownerId' in item) as unknown as Job[];
    onLook();
  }
  return {
    jobs: () => jobs,
    look,
    run: async signal => {
      while (!signal.aborted) {
        const began = nowMilliseconds();
        await look().catch(onError);
        const tookSeconds = (nowMilliseconds() - began) / 1000;
        await sleep(Math.max(PERIOD_SECONDS, PAUSE_RATIO * tookSeconds), signal);
      }
    },
  };
}
