/** What the table knows of the queues, read together and kept for a moment: all who ask within it share one read. */
import { BatchGetCommand } from '@aws-sdk/lib-dynamodb';
import type { QueueStates } from '../../hub/job/eta.ts';
import { type QueueState, queueStateKey, queueStateSchema, UNSEEN_QUEUE } from '../../hub/job/queue-state.ts';
import type { Seconds } from '../../hub/units.ts';
import type { TableConnection } from './connect-table.ts';
import { shortCache } from './short-cache.ts';

export type FindQueueStates = () => Promise<QueueStates>;

/** A position may not rise for a client that asks again, which no client may do sooner than this. */
const KEPT_SECONDS: Seconds = 1;

/** @param queues names in the plan; a queue that nobody has noted anything of is unseen */
export function findQueueStatesIn({ client, tableName }: TableConnection, queues: readonly string[]): FindQueueStates {
  // A table is not asked for nothing.
  if (queues.length === 0) return async () => ({});
  return shortCache(KEPT_SECONDS, async () => {
    // DynamoDB refuses a read of nothing.
    if (queues.length === 0) return {};
    const { Responses = {} } = await client.send(
      new BatchGetCommand({
        RequestItems: {
          [tableName]: { Keys: queues.map(queue => ({ jobId: queueStateKey(queue) })), ConsistentRead: true },
        },
      }),
    );
    const items = new Map((Responses[tableName] ?? []).map(item => [item.jobId as string, item]));
    const stateOf = (queue: string): QueueState => {
      const item = items.get(queueStateKey(queue));
      return item === undefined ? UNSEEN_QUEUE : queueStateSchema.parse(item);
    };
    return Object.fromEntries(queues.map(queue => [queue, stateOf(queue)]));
  });
}
