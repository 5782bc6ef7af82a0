/**
 * Many callers submit at once, over HTTP: some requests come twice at the same time, and some callers give up early and send
 * theirs again, each with its Idempotency-Key. Then everything is counted: jobs, messages, and what is noted of callers.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { JobView } from '../../hub/job/job-view.ts';
import type { TestApi } from './open-api.ts';

export type LoadOptions = {
  readonly submitCount: number;
  readonly callerCount: number;
  /** Of the submits, sent twice at once. */
  readonly twiceRatio: number;
  /** Of the submits, given up after `patienceSeconds` and sent again. */
  readonly impatientRatio: number;
  readonly patienceSeconds: number;
};

export type LoadReport = {
  readonly requestCount: number;
  readonly seconds: number;
  /** By status of the last answer to each submit. */
  readonly statuses: Readonly<Record<number, number>>;
  /** Ids that callers were told, all of them. */
  readonly toldIds: ReadonlySet<string>;
  /** Submits whose requests were told different ids. */
  readonly splitCount: number;
  readonly givenUpCount: number;
  /** Answers whose place or time left is no sane number. */
  readonly oddViews: readonly string[];
};

type Told = { readonly status: number; readonly view: JobView };

const AGAIN_COUNT_MAX = 60;

export async function submitMany(api: TestApi, options: LoadOptions): Promise<LoadReport> {
  const { submitCount, callerCount, twiceRatio, impatientRatio, patienceSeconds } = options;
  const statuses: Record<number, number> = {};
  const toldIds = new Set<string>();
  const oddViews: string[] = [];
  let requestCount = 0;
  let splitCount = 0;
  let givenUpCount = 0;
  let next = 0;

  async function send(caller: string, index: number, signal?: AbortSignal): Promise<Told> {
    requestCount += 1;
    const response = await fetch(`${api.url}/v1/jobs`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${tokens.get(caller)!}`,
        'content-type': 'application/json',
        'idempotency-key': `submit-${index}`,
      },
      body: JSON.stringify({ prompt: `a fox knight, number ${index}` }),
      ...(signal === undefined ? {} : { signal }),
    });
    return { status: response.status, view: (await response.json()) as JobView };
  }

  /** As a good client does: asks again while the answer says so, and after a fault of the server. */
  async function insist(caller: string, index: number): Promise<Told> {
    for (let count = 1; ; count += 1) {
      const told = await send(caller, index);
      if ((told.status !== 409 && told.status < 500) || count === AGAIN_COUNT_MAX) return told;
      await wait(250);
    }
  }

  async function submitOne(caller: string, index: number): Promise<void> {
    // Spread over the submits, and the same in every run.
    const share = ((index * 0.618_033_988_75) % 1) - twiceRatio;
    const answers: Told[] = [];
    if (share < 0) {
      answers.push(...(await Promise.all([insist(caller, index), insist(caller, index)])));
    } else {
      if (share < impatientRatio) {
        const early = await send(caller, index, AbortSignal.timeout(patienceSeconds * 1000)).catch(() => undefined);
        if (early === undefined) givenUpCount += 1;
      }
      answers.push(await insist(caller, index));
    }
    const ids = new Set(answers.map(({ view }) => view.job_id));
    if (ids.size > 1) splitCount += 1;
    for (const { status, view } of answers) {
      if (status === 202) toldIds.add(view.job_id);
      if (status === 202 && !isSane(view, submitCount)) oddViews.push(JSON.stringify(view));
    }
    const { status } = answers.at(-1)!;
    statuses[status] = (statuses[status] ?? 0) + 1;
  }

  const callers = Array.from({ length: callerCount }, (_, index) => `caller-${index}`);
  const tokens = new Map(callers.map(caller => [caller, api.tokenOf(caller)]));
  const begunAt = performance.now();
  await Promise.all(
    callers.map(async caller => {
      while (next < submitCount) await submitOne(caller, next++);
    }),
  );
  const seconds = (performance.now() - begunAt) / 1000;
  return { requestCount, seconds, statuses, toldIds, splitCount, givenUpCount, oddViews };
}

function isSane({ queue_position: position, eta_seconds: eta }: JobView, submitCount: number): boolean {
  const isPlace = position !== undefined && position >= 1 && position <= 2 * submitCount;
  return isPlace && eta !== undefined && eta.p50 >= 1 && eta.p50 <= eta.p90 && eta.p90 <= 86_400;
}

export type Account = {
  readonly jobCount: number;
  /** Jobs whose message of the present turn is not exactly one. */
  readonly wrongMessageCount: number;
  readonly messageCount: number;
  /** Callers whose noted open jobs are not exactly those they have. */
  readonly wrongOwnerCount: number;
  readonly strangerCount: number;
};

/** Takes all messages out of the first queue. */
export async function account(api: TestApi, told: ReadonlySet<string>): Promise<Account> {
  const items = await api.allItems();
  const jobs = items.filter(item => 'ownerId' in item && 'turn' in item) as unknown as {
    readonly jobId: string;
    readonly ownerId: string;
    readonly turn: number;
  }[];
  const messages = await api.takeMessages(api.plan.queues[0]!.name);
  const live = Map.groupBy(messages, ({ jobId, turn }) => `${jobId} ${turn}`);
  const owners = items.filter(item => item.openJobs instanceof Set) as unknown as { readonly openJobs: Set<string> }[];
  const noted = owners.map(({ openJobs }) => [...openJobs].toSorted().join(' ')).toSorted();
  const owned = [...Map.groupBy(jobs, ({ ownerId }) => ownerId).values()]
    .map(own =>
      own
        .map(({ jobId }) => jobId)
        .toSorted()
        .join(' '),
    )
    .toSorted();
  return {
    jobCount: jobs.length,
    wrongMessageCount: jobs.filter(({ jobId, turn }) => live.get(`${jobId} ${turn}`)?.length !== 1).length,
    messageCount: messages.length,
    wrongOwnerCount: owned.filter((own, index) => noted[index] !== own).length + Math.abs(noted.length - owned.length),
    strangerCount: jobs.filter(({ jobId }) => !told.has(jobId)).length,
  };
}
