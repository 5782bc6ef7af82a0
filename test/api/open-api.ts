/** The job API over HTTP, on moto, and a caller of it. */
import { text } from 'node:stream/consumers';
import { GetCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { ApiProblem } from '../../hub/job/api-problem.ts';
import type { Job } from '../../hub/job/job.ts';
import type { JobView } from '../../hub/job/job-view.ts';
import { type QueueMessage, queueMessageSchema } from '../../hub/job/queue-message.ts';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import { type LocalApi, startApi } from '../../local/start-api.ts';
import { stackPlan } from '../kit/stack-plan.ts';
import { startMoto } from '../moto/start-moto.ts';
import { takeMessages } from '../moto/take-messages.ts';

export type Reply<Body = JobView> = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
  readonly text: string;
};

export type CallParts = {
  readonly owner?: string | undefined;
  /** Instead of the owner's. */
  readonly token?: string;
  readonly body?: unknown;
  /** Instead of the JSON of `body`. */
  readonly rawBody?: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
};

export type TestApi = LocalApi & {
  readonly plan: HubPlan;
  readonly errors: readonly unknown[];
  readonly call: <Body = JobView>(method: string, path: string, parts?: CallParts) => Promise<Reply<Body>>;
  readonly problem: (method: string, path: string, parts?: CallParts) => Promise<Reply<ApiProblem>>;
  readonly submit: (owner: string, body?: unknown, headers?: Readonly<Record<string, string>>) => Promise<Reply>;
  readonly jobOf: (jobId: string) => Promise<Job>;
  readonly putItem: (item: Record<string, unknown>) => Promise<void>;
  readonly allItems: () => Promise<readonly Record<string, unknown>[]>;
  /** Takes all messages out of a queue. */
  readonly takeMessages: (queue: string) => Promise<readonly QueueMessage[]>;
};

/** @param change of the dev stack's plan */
export async function openApi(change: (plan: HubPlan) => HubPlan = plan => plan): Promise<TestApi> {
  const plan = change(stackPlan('dev'));
  const { clientConfig } = await startMoto();
  const errors: unknown[] = [];
  const api = await startApi({ plan, emulator: clientConfig, port: 0, onError: error => errors.push(error) });
  api.letGo();
  const { table, sqs } = api.clients;
  const TableName = api.hub.tableName;
  const call: TestApi['call'] = async (method, path, parts = {}) => {
    const { owner = 'ada', token = api.tokenOf(owner), body, rawBody, headers } = parts;
    const content = rawBody ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await fetch(`${api.url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
        ...(content === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(content === undefined ? {} : { body: content as string }),
    });
    const answered = response.body === null ? '' : await text(response.body);
    return {
      status: response.status,
      headers: response.headers,
      body: (answered === '' ? undefined : JSON.parse(answered)) as never,
      text: answered,
    };
  };
  return {
    ...api,
    plan,
    errors,
    call,
    problem: (method, path, parts) => call<ApiProblem>(method, path, parts),
    submit: (owner, body = { prompt: 'a fox knight' }, headers = {}) =>
      call('POST', '/v1/jobs', { owner, body, headers }),
    jobOf: async jobId =>
      (await table.send(new GetCommand({ TableName, Key: { jobId }, ConsistentRead: true }))).Item as unknown as Job,
    putItem: async Item => {
      await table.send(new PutCommand({ TableName, Item }));
    },
    allItems: async () => {
      const items: Record<string, unknown>[] = [];
      let ExclusiveStartKey: Record<string, unknown> | undefined;
      do {
        const page = await table.send(
          new ScanCommand({ TableName, ConsistentRead: true, ...(ExclusiveStartKey ? { ExclusiveStartKey } : {}) }),
        );
        items.push(...(page.Items ?? []));
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey !== undefined);
      return items;
    },
    takeMessages: async queue => {
      const bodies = await takeMessages(sqs, api.hub.queueUrls[queue] ?? '');
      return bodies.map(body => queueMessageSchema.parse(body));
    },
  };
}
