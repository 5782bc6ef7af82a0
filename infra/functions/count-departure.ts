import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { queueStateKey } from '../../hub/job/queue-state.ts';
import type { TableConnection } from './connect-table.ts';

/** One more job has left a queue without having been taken up. */
export type CountDeparture = (queue: string) => Promise<void>;

export const countDepartureIn =
  ({ client, tableName }: TableConnection): CountDeparture =>
  async queue => {
    await client.send(
      new UpdateCommand({
        TableName: tableName,
        Key: { jobId: queueStateKey(queue) },
        UpdateExpression: 'ADD departedCount :one',
        ExpressionAttributeValues: { ':one': 1 },
      }),
    );
  };
