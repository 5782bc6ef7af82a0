/**
 * A person with a page: submits with an Idempotency-Key and again whenever no answer came, polls with ETag and Retry-After,
 * sometimes clicks twice or cancels. Notes whatever a person would call a contradiction.
 */

import { isTerminal, rankOf } from '../../hub/job/job-status.ts';
import type { JobView } from '../../hub/job/job-view.ts';
import type { Substream } from '../../sim/engine/substream.ts';
import { POISON } from './chaos-stages.ts';

export type UserCounts = { requests: number; unanswered: number; sentAgain: number; unchanged: number };

export type PageUser = {
  /** By prompt: what its page shows. */
  readonly shown: ReadonlyMap<string, JobView>;
  readonly faults: readonly string[];
  readonly canceled: ReadonlySet<string>;
  readonly counts: UserCounts;
  /** All jobs from submit to their end, as this user sees it; comes back early when the signal is given. */
  readonly play: (signal: AbortSignal) => Promise<void>;
  /** Asks for all of its jobs once more, and fetches what was made. Adds to `faults` what is not as it was shown. */
  readonly lookAgain: (signal: AbortSignal) => Promise<void>;
};

export type UserParts = {
  readonly url: string;
  readonly subject: string;
  readonly prompts: readonly string[];
  readonly draws: Substream;
  /** What the file of a finished job must say. */
  readonly expected: (prompt: string) => string;
};

/** The hub's stages take thirty milliseconds where a GPU takes half a minute; its users' clocks go faster, too. */
const CLOCK_RATIO = 10;
/** As long as a gateway waits. Whoever gives up sooner keeps a busy hub busy with answers for nobody. */
const ANSWER_MILLISECONDS_MAX = 30_000;
/** Without an answer: twice as long each time. */
const AGAIN_MILLISECONDS = 300;
const AGAIN_MILLISECONDS_MAX = 10_000;
const DOUBLE_CLICK_RATIO = 0.2;
const CANCEL_RATIO = 0.1;

type Reply = { readonly status: number; readonly headers: Headers; readonly body: unknown };

export function pageUser({ url, subject, prompts, draws, expected }: UserParts): PageUser {
  const shown = new Map<string, JobView>();
  const canceled = new Set<string>();
  const faults: string[] = [];
  const counts: UserCounts = { requests: 0, unanswered: 0, sentAgain: 0, unchanged: 0 };
  let token: string | undefined;

  const pause = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds));
  const chance = (ratio: number) => draws.uniform() < ratio;

  /** Until it is answered by the hub itself, with something other than "later". Undefined when the signal was given. */
  async function ask(
    method: string,
    path: string,
    signal?: AbortSignal,
    init: RequestInit = {},
  ): Promise<Reply | undefined> {
    for (let tries = 0; signal?.aborted !== true; tries += 1) {
      counts.requests += 1;
      if (tries > 0) counts.sentAgain += 1;
      try {
        const headers = { ...init.headers, ...(token && { authorization: `Bearer ${token}` }) };
        const answer = await fetch(`${url}${path}`, {
          ...init,
          method,
          headers,
          redirect: 'manual',
          signal: AbortSignal.timeout(ANSWER_MILLISECONDS_MAX),
        });
        const text = await answer.text();
        const reply = {
          status: answer.status,
          headers: answer.headers,
          body: text === '' ? undefined : JSON.parse(text),
        };
        const { code } = (reply.body ?? {}) as { readonly code?: string };
        if (answer.status < 500 && answer.status !== 429 && code !== 'submit-in-progress') return reply;
        await pause((1000 * Number(answer.headers.get('retry-after') ?? 1)) / CLOCK_RATIO);
      } catch {
        counts.unanswered += 1;
        await pause(Math.min(AGAIN_MILLISECONDS_MAX, AGAIN_MILLISECONDS * 2 ** tries) * (0.5 + draws.uniform() / 2));
      }
    }
    return undefined;
  }

  const fault = (prompt: string, what: string) => faults.push(`${subject}, ${prompt}: ${what}`);

  function show(prompt: string, view: JobView): void {
    const before = shown.get(prompt);
    shown.set(prompt, view);
    if (before !== undefined) for (const what of contradictions(before, view)) fault(prompt, what);
  }

  async function submit(prompt: string, signal?: AbortSignal): Promise<boolean> {
    const headers = {
      'content-type': 'application/json',
      'idempotency-key': `${subject} ${prompt}`.replaceAll(' ', '-'),
    };
    const reply = await ask('POST', '/v1/jobs', signal, { headers, body: JSON.stringify({ prompt }) });
    if (reply === undefined) return false;
    if (reply.status === 202) show(prompt, reply.body as JobView);
    else fault(prompt, `the submit was answered ${reply.status} ${JSON.stringify(reply.body)}`);
    return reply.status === 202;
  }

  async function follow(prompt: string, signal: AbortSignal): Promise<void> {
    if (!(await submit(prompt, signal))) return;
    if (chance(DOUBLE_CLICK_RATIO)) await submit(prompt, signal);
    // What is poisonous stays: the dead letters are counted.
    const isCanceling = chance(CANCEL_RATIO) && !POISON.test(prompt);
    const path = `/v1/jobs/${shown.get(prompt)!.job_id}`;
    let tag: string | null = null;
    while (!isTerminal(shown.get(prompt)!.status)) {
      const reply = await ask('GET', path, signal, tag === null ? {} : { headers: { 'if-none-match': tag } });
      if (reply === undefined) return;
      if (reply.status === 200) {
        tag = reply.headers.get('etag');
        show(prompt, reply.body as JobView);
      } else if (reply.status === 304) counts.unchanged += 1;
      else return void fault(prompt, `a look was answered ${reply.status}`);
      if (isCanceling && !canceled.has(prompt) && !isTerminal(shown.get(prompt)!.status)) {
        canceled.add(prompt);
        const answer = await ask('POST', `${path}/cancel`, signal);
        if (answer?.status === 202) show(prompt, answer.body as JobView);
        else if (answer !== undefined && answer.status !== 409)
          fault(prompt, `the cancel was answered ${answer.status}`);
      }
      const seconds = Number(reply.headers.get('retry-after') ?? 0);
      if (seconds === 0 && !isTerminal(shown.get(prompt)!.status)) fault(prompt, 'nobody said when to look again');
      await pause((1000 * seconds) / CLOCK_RATIO);
    }
  }

  return {
    shown,
    faults,
    canceled,
    counts,
    play: async signal => {
      const body = JSON.stringify({ subject });
      token = ((await ask('POST', '/local/token', signal, { body }))?.body as { token?: string } | undefined)?.token;
      await Promise.all(prompts.map(prompt => follow(prompt, signal)));
    },
    lookAgain: async signal => {
      const get = async (path: string): Promise<Reply> => {
        const reply = await ask('GET', path, signal);
        if (reply === undefined) throw new Error(`${subject} was not answered at ${path}`);
        return reply;
      };
      try {
        await lookAt(get);
      } catch (error) {
        faults.push((error as Error).message);
      }
    },
  };

  async function lookAt(get: (path: string) => Promise<Reply>): Promise<void> {
    const list = (await get(`/v1/jobs?limit=${prompts.length + 1}`)).body as { readonly jobs: readonly JobView[] };
    const ids = (views: Iterable<JobView>) =>
      Array.from(views, ({ job_id }) => job_id)
        .toSorted()
        .join(' ');
    if (ids(list.jobs) !== ids(shown.values())) faults.push(`${subject} is told of other jobs than it submitted`);
    for (const [prompt, view] of shown) {
      const now = (await get(`/v1/jobs/${view.job_id}`)).body as JobView;
      show(prompt, now);
      if (now.status !== 'succeeded') continue;
      const place = (await get(now.urls.result!)).headers.get('location')!;
      const text = await (await fetch(place)).text();
      if (text !== expected(prompt)) fault(prompt, `what was fetched says ${text}`);
    }
  }
}

/** What cannot both be true of one job. */
export function contradictions(before: JobView, after: JobView): string[] {
  const found: string[] = [];
  const say = (isSo: boolean, what: string) => isSo && found.push(what);
  say(before.job_id !== after.job_id, `two jobs of one submit, ${before.job_id} and ${after.job_id}`);
  say(rankOf(after.status) < rankOf(before.status), `back from ${before.status} to ${after.status}`);
  say(isTerminal(before.status) && after.status !== before.status, `ended ${before.status}, and then ${after.status}`);
  say((after.cost_usd ?? 0) < (before.cost_usd ?? 0), `cost ${before.cost_usd}, and then ${after.cost_usd}`);
  const isInLine = before.status === 'queued' && after.status === 'queued';
  say(isInLine && after.queue_position! > before.queue_position!, `back in the line to ${after.queue_position}`);
  return found;
}
