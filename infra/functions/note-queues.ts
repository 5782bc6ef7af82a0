/** Notes in the table what the queues and groups look like now: positions, reasons and forecasts are told from it. */
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { type QueueState, queueStateKey } from '../../hub/job/queue-state.ts';
import { type SeenGroup, seeQueue } from '../../hub/job/see-queue.ts';
import type { TableConnection } from './connect-table.ts';
import type { CountWorkers } from './count-workers.ts';
import type { NamedGroup } from './group-names.ts';
import type { CountMessages } from './queue-counts.ts';
import type { FindQueueStates } from './queue-states.ts';

export type WriteSeen = (queue: string, seen: NonNullable<QueueState['seen']>) => Promise<void>;

/** The count of departures beside it is the workers', and stays. */
export const writeSeenIn =
  ({ client, tableName }: TableConnection): WriteSeen =>
  async (queue, seen) => {
    await client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: { jobId: queueStateKey(queue) },
        UpdateExpression: 'SET seen = :seen',
        ExpressionAttributeValues: { ':seen': seen },
      }),
    );
  };

export type NotePorts = {
  readonly countMessages: CountMessages;
  readonly countWorkers: CountWorkers;
  readonly findQueueStates: FindQueueStates;
  readonly writeSeen: WriteSeen;
  readonly currentTime: () => string;
};

/** @throws what AWS answers when it cannot do it now: nothing was decided, and the next look is soon */
export async function noteQueues(groups: readonly NamedGroup[], ports: NotePorts): Promise<void> {
  const [messages, workers, states] = await Promise.all([
    ports.countMessages(),
    ports.countWorkers(groups.map(({ groupName }) => groupName)),
    ports.findQueueStates(),
  ]);
  const now = ports.currentTime();
  const groupsOf = (queue: string) =>
    groups
      .filter(({ queues }) => queues.includes(queue))
      .map(({ kind, groupName }): SeenGroup => {
        const { desiredCount = 0, inServiceCount = 0 } = workers[groupName] ?? {};
        return { market: kind === 'burst' ? 'spot' : 'onDemand', desiredCount, inServiceCount };
      });
  await Promise.all(
    Object.entries(messages).map(([queue, counts]) =>
      ports.writeSeen(queue, seeQueue(states[queue]?.seen, { ...counts, groups: groupsOf(queue), now })),
    ),
  );
}
