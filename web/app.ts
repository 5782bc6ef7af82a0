/** What happens when a person does something, or the hub answers. Everything that is shown is told to the store. */
import type { Asked } from './api/ask.ts';
import type { HubApi } from './api/hub-api.ts';
import type { JobKind, SeenJob } from './api/seen-job.ts';
import type { SendForm } from './api/upload-form.ts';
import type { Keeper } from './environment.ts';
import { nextPollSeconds } from './poll/next-poll-seconds.ts';
import type { Session } from './sign-in/session.ts';
import type { AppState, Happening, History } from './state/app-state.ts';
import { type Choice, chooseFile } from './state/chosen-file.ts';
import type { Draft } from './state/draft.ts';
import type { Store } from './state/store.ts';
import { createSubmitter } from './submit.ts';
import type { Actions } from './view/actions.ts';

export type AppParts = {
  readonly api: HubApi;
  readonly session: Session;
  readonly sendForm: SendForm;
  readonly store: Store<AppState, Happening>;
  readonly keptDraft: Keeper;
  /** The job that was asked for last, for a browser that is opened again. */
  readonly keptJob: Keeper;
  readonly nowMilliseconds: () => number;
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly drawKey: () => string;
  readonly drawRatio: () => number;
  readonly go: (hash: string) => void;
  readonly save: (url: string, fileName: string) => void;
  readonly urlOf: (file: Blob) => string;
  /** A job that had ended goes on: it has to be asked for again. */
  readonly follow: (jobId: string) => void;
};

/** A first page that comes again does not take away the pages that were asked for after it. */
function withPage(before: History, jobs: readonly SeenJob[], nextCursor: string | undefined, isMore: boolean): History {
  const fresh = new Set(jobs.map(({ job_id }) => job_id));
  const others = before.jobs.filter(({ job_id }) => !fresh.has(job_id));
  if (isMore) return { kind: 'seen', jobs: [...others, ...jobs], nextCursor };
  const hasMore = before.jobs.length > jobs.length;
  return {
    kind: 'seen',
    jobs: [...jobs, ...(hasMore ? others : [])],
    nextCursor: hasMore ? before.nextCursor : nextCursor,
  };
}

/** Under which a result is saved. */
const FILE_NAMES: Readonly<Record<JobKind, string>> = {
  character: 'character.glb',
  image: 'picture.png',
  mesh: 'shape.glb',
  rig: 'character.glb',
};

/** A minute; after that there is a button. */
const TRIES_MAX = 7;

export function createActions(parts: AppParts): Actions & { readonly fetchHistory: () => Promise<void> } {
  const { api, session, store } = parts;
  const forever = new AbortController().signal;

  function keepDraft(draft: Draft): void {
    store.tell({ kind: 'drafted', draft });
    parts.keptDraft.write(JSON.stringify(draft));
  }

  function isOut(asked: Asked<unknown>): boolean {
    if (asked.kind === 'signed-out') store.tell({ kind: 'signed', signIn: 'expired' });
    return asked.kind === 'signed-out';
  }

  async function signIn(): Promise<void> {
    try {
      await session.begin();
    } catch {
      store.tell({ kind: 'reached', isReachable: false });
    }
  }

  const { submit, stopSending } = createSubmitter({
    ...parts,
    keepDraft,
    keepJob: jobId => parts.keptJob.write(jobId),
    signIn,
    isOut,
  });

  let choiceCount = 0;
  async function choose(files: readonly File[]): Promise<void> {
    const [file] = files;
    if (file === undefined) return;
    choiceCount += 1;
    const choiceIndex = choiceCount;
    const choice: Choice =
      files.length > 1 ? { kind: 'refused', words: 'One file at a time, please.' } : await chooseFile(file);
    // Somebody who chose again meanwhile meant the other one.
    if (choiceIndex === choiceCount) setFile(choice);
  }

  /** Another file is another request. */
  function setFile(choice: Choice): void {
    keepDraft({ ...store.state().draft, key: parts.drawKey() });
    store.tell({ kind: 'file', choice });
  }

  /** Cancel and retry: the job as it stands after that. */
  async function change(call: (id: string) => Promise<Asked<SeenJob>>): Promise<void> {
    const { job } = store.state();
    if (job.kind !== 'seen') return;
    const asked = await call(job.seen.job_id);
    if (isOut(asked)) return;
    if (asked.kind === 'answered') store.tell({ kind: 'job seen', job: asked.value });
    if (asked.kind === 'refused') store.tell({ kind: 'job refused', problem: asked.problem });
    if (asked.kind === 'unreachable') store.tell({ kind: 'reached', isReachable: false });
    parts.follow(job.seen.job_id);
  }

  async function fetchResult(): Promise<void> {
    const { job } = store.state();
    if (job.kind !== 'seen') return;
    const { job_id: jobId, kind } = job.seen;
    store.tell({ kind: 'result', result: { kind: 'fetching', jobId } });
    const asked = await askAgain(() => api.result(jobId));
    isOut(asked);
    const before = store.state().result;
    if (before.kind === 'none' || before.jobId !== jobId) return;
    if (asked.kind !== 'answered') {
      const problem = asked.kind === 'refused' ? asked.problem : undefined;
      return store.tell({ kind: 'result', result: { kind: 'failed', jobId, problem } });
    }
    const url = parts.urlOf(asked.value);
    store.tell({ kind: 'result', result: { kind: 'here', jobId, url, fileName: FILE_NAMES[kind] } });
  }

  /** As long as nobody answers, and not for ever. */
  async function askAgain<Value>(call: () => Promise<Asked<Value>>): Promise<Asked<Value>> {
    let asked = await call();
    for (let failureCount = 1; asked.kind === 'unreachable' && failureCount < TRIES_MAX; failureCount += 1) {
      await parts.pause(nextPollSeconds(undefined, failureCount, parts.drawRatio()) * 1000, forever);
      asked = await call();
    }
    return asked;
  }

  async function fetchHistory(cursor?: string): Promise<void> {
    const { history } = store.state();
    store.tell({ kind: 'history', history: { ...history, kind: 'asking' } });
    const asked = await api.jobs(cursor);
    if (isOut(asked)) return;
    if (asked.kind !== 'answered') return store.tell({ kind: 'history', history: { ...history, kind: 'failed' } });
    const { jobs, next_cursor: nextCursor } = asked.value;
    store.tell({ kind: 'history', history: withPage(history, jobs, nextCursor, cursor !== undefined) });
  }

  return {
    draft: changes => {
      const { draft } = store.state();
      keepDraft({ ...draft, ...changes, key: parts.drawKey(), isToSend: false });
    },
    submit: () => void submit(),
    chooseFile: files => void choose(files),
    removeFile: () => setFile({ kind: 'none' }),
    stopSending,
    cancel: () => void change(api.cancel),
    retry: () => void change(api.retry),
    useAgain: () => {
      const { job, draft } = store.state();
      if (job.kind !== 'seen' || job.seen.prompt === undefined) return;
      store.tell({ kind: 'file', choice: { kind: 'none' } });
      keepDraft({ ...draft, prompt: job.seen.prompt, key: parts.drawKey() });
      parts.go('#/');
    },
    download: () => {
      const { result } = store.state();
      if (result.kind === 'here') parts.save(result.url, result.fileName);
    },
    fetchResult: () => void fetchResult(),
    showMore: () => void fetchHistory(store.state().history.nextCursor),
    fetchHistory: () => fetchHistory(),
    signIn: () => void signIn(),
    signOut: () => {
      parts.keptJob.write(undefined);
      parts.keptDraft.write(undefined);
      store.tell({ kind: 'file', choice: { kind: 'none' } });
      store.tell({ kind: 'signed', signIn: 'out' });
      // In this order: the second leaves the page.
      parts.go('#/');
      // Out of reach, the issuer still knows its player, but nobody here does.
      session.end().catch(() => store.tell({ kind: 'reached', isReachable: false }));
    },
  };
}
