/** The jobs of a local hub: how they come in, and how they stand. */
import { ScanCommand, type ScanCommandInput } from '@aws-sdk/lib-dynamodb';
import type { Job } from '../../hub/job/job.ts';
import { isTerminal, JOB_STATUSES } from '../../hub/job/job-status.ts';
import type { AwsClients } from '../../local/aws/aws-clients.ts';
import type { LocalHub } from '../../local/aws/create-hub.ts';
import type { LocalApi } from '../../local/start-api.ts';

const TOGETHER_COUNT = 8;

/** A busy machine's emulator may be too slow for the functions' patience; who asks again with the same key gets one job. */
const TRIES = 5;

/** Over HTTP, all of one caller. @throws Error when one is not taken */
export async function submitAll(api: LocalApi, bodies: readonly unknown[]): Promise<void> {
  for (let start = 0; start < bodies.length; start += TOGETHER_COUNT) {
    const batch = bodies.slice(start, start + TOGETHER_COUNT);
    await Promise.all(batch.map((body, index) => submit(api, body, `submit-${start + index}`)));
  }
}

async function submit(api: LocalApi, body: unknown, key: string): Promise<void> {
  const headers = {
    authorization: `Bearer ${api.tokenOf('ada')}`,
    'content-type': 'application/json',
    'idempotency-key': key,
  };
  const statuses: number[] = [];
  while (statuses.length < TRIES) {
    const { status } = await fetch(`${api.url}/v1/jobs`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (status === 202) return;
    statuses.push(status);
  }
  throw new Error(`a submit was answered ${statuses.join(', ')}`);
}

type Filter = Pick<ScanCommandInput, 'FilterExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'>;

/** Read from the emulator itself, and not through an edge. */
async function scan({ tableName }: LocalHub, { table }: AwsClients, filter: Filter): Promise<readonly Job[]> {
  const items: Record<string, unknown>[] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await table.send(
      new ScanCommand({ TableName: tableName, ...filter, ...(ExclusiveStartKey && { ExclusiveStartKey }) }),
    );
    items.push(...(page.Items ?? []));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
  return items as unknown as Job[];
}

export const allJobs = (hub: LocalHub, clients: AwsClients): Promise<readonly Job[]> =>
  scan(hub, clients, { FilterExpression: 'attribute_exists(ownerId)' });

const OPEN_STATUSES = JOB_STATUSES.filter(status => !isTerminal(status));

/** Filtered by the emulator, which takes most of a scan's time to write items out. */
export const openJobs = (hub: LocalHub, clients: AwsClients): Promise<readonly Job[]> =>
  scan(hub, clients, {
    FilterExpression: `attribute_exists(ownerId) AND #status IN (${OPEN_STATUSES.map(status => `:${status}`).join()})`,
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: Object.fromEntries(OPEN_STATUSES.map(status => [`:${status}`, status])),
  });
