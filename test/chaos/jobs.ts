/** The jobs of a local hub: how they come in, and how they stand. */
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Job } from '../../hub/job/job.ts';
import { isTerminal } from '../../hub/job/job-status.ts';
import type { AwsClients } from '../../local/aws/aws-clients.ts';
import type { LocalHub } from '../../local/aws/create-hub.ts';
import type { LocalApi } from '../../local/start-api.ts';

const TOGETHER_COUNT = 8;

/** Over HTTP, all of one caller. @throws Error when one is not taken */
export async function submitAll(api: LocalApi, bodies: readonly unknown[]): Promise<void> {
  const headers = { authorization: `Bearer ${api.tokenOf('ada')}`, 'content-type': 'application/json' };
  for (let start = 0; start < bodies.length; start += TOGETHER_COUNT) {
    const answers = bodies
      .slice(start, start + TOGETHER_COUNT)
      .map(body => fetch(`${api.url}/v1/jobs`, { method: 'POST', headers, body: JSON.stringify(body) }));
    for (const { status } of await Promise.all(answers)) {
      if (status !== 202) throw new Error(`a submit was answered ${status}`);
    }
  }
}

/** Read from the emulator itself, and not through an edge. */
export async function allJobs({ tableName }: LocalHub, { table }: AwsClients): Promise<readonly Job[]> {
  const items: Record<string, unknown>[] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await table.send(
      new ScanCommand({ TableName: tableName, ...(ExclusiveStartKey && { ExclusiveStartKey }) }),
    );
    items.push(...(page.Items ?? []));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
  return items.filter(item => 'ownerId' in item) as unknown as Job[];
}

export const openJobs = async (hub: LocalHub, clients: AwsClients): Promise<readonly Job[]> =>
  (await allJobs(hub, clients)).filter(({ status }) => !isTerminal(status));
