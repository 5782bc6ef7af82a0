/** Asking for something: by words, or by a file that goes to the hub first. */
import type { Asked } from './api/ask.ts';
import type { HubApi } from './api/hub-api.ts';
import type { SeenJob } from './api/seen-job.ts';
import type { SendForm, Sent } from './api/upload-form.ts';
import { nextPollSeconds } from './poll/next-poll-seconds.ts';
import type { AppState, Happening } from './state/app-state.ts';
import type { ChosenFile } from './state/chosen-file.ts';
import { type Draft, draftFault, emptyDraft, type SubmitBody, submitBodyOf, submitFileBodyOf } from './state/draft.ts';
import { hashOf } from './state/route.ts';
import type { Store } from './state/store.ts';

export type SubmitParts = {
  readonly api: Pick<HubApi, 'submit' | 'uploadForm'>;
  readonly store: Store<AppState, Happening>;
  readonly sendForm: SendForm;
  readonly nowMilliseconds: () => number;
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly drawKey: () => string;
  readonly drawRatio: () => number;
  readonly go: (hash: string) => void;
  readonly keepDraft: (draft: Draft) => void;
  readonly keepJob: (jobId: string) => void;
  readonly signIn: () => Promise<void>;
  /** Tells that the token has ended, if that is what was answered. */
  readonly isOut: (asked: Asked<unknown>) => boolean;
};

export type Submitter = { readonly submit: () => Promise<void>; readonly stopSending: () => void };

/** Refusals that pass by themselves, whatever is sent. */
const PASSING = new Set(['caller-full', 'hub-full', 'queue-unavailable', 'submit-in-progress']);

export function createSubmitter(parts: SubmitParts): Submitter {
  const { api, store, keepDraft } = parts;
  const forever = new AbortController().signal;
  let sending = new AbortController();

  async function submit(): Promise<void> {
    const { draft, file: choice, signIn, submission } = store.state();
    const file = choice.kind === 'chosen' ? choice.file : undefined;
    if (file === undefined && draftFault(draft) !== undefined) return keepDraft({ ...draft });
    if (submission.kind === 'sending' || submission.kind === 'uploading' || submission.kind === 'waiting') return;
    if (submission.kind === 'refused' && (submission.againAt ?? 0) > parts.nowMilliseconds()) return;
    if (signIn !== 'in') {
      keepDraft({ ...draft, isToSend: file === undefined });
      return parts.signIn();
    }
    keepDraft({ ...draft, isToSend: false });
    if (file === undefined) return submitBody(submitBodyOf(draft), draft, undefined);
    const uploadId = file.uploadId ?? (await upload(file));
    if (uploadId === undefined) return;
    return submitBody(submitFileBodyOf(draft, file, uploadId), draft, file);
  }

  /** @returns undefined when it did not get there; the store is told why */
  async function upload(file: ChosenFile): Promise<string | undefined> {
    sending = new AbortController();
    const { signal } = sending;
    const tell = (sentRatio: number) =>
      signal.aborted || store.tell({ kind: 'submission', submission: { kind: 'uploading', sentRatio } });
    tell(0);
    const asked = await api.uploadForm(file.mediaType);
    if (signal.aborted) return undefined;
    if (asked.kind === 'refused') {
      refused(asked, store.state().draft);
      return undefined;
    }
    const sent: Sent = asked.kind === 'answered' ? await parts.sendForm(asked.value, file.bytes, tell, signal) : 'lost';
    if (asked.kind === 'answered' && sent === 'sent') {
      const { upload_id: uploadId } = asked.value;
      store.tell({ kind: 'file', choice: { kind: 'chosen', file: { ...file, uploadId } } });
      return uploadId;
    }
    // The one who stopped it has been told already.
    if (sent === 'stopped') return undefined;
    const kind = parts.isOut(asked) ? 'idle' : 'unsent';
    store.tell({ kind: 'submission', submission: { kind } });
    if (sent !== 'refused') return undefined;
    const words = `${file.name} was not taken. Choose another file.`;
    store.tell({ kind: 'file', choice: { kind: 'refused', words } });
    return undefined;
  }

  async function submitBody(body: SubmitBody, draft: Draft, file: ChosenFile | undefined): Promise<void> {
    for (let failureCount = 1; ; failureCount += 1) {
      store.tell({ kind: 'submission', submission: { kind: 'sending' } });
      const asked = await api.submit(body, draft.key);
      if (asked.kind === 'answered') return accepted(asked.value, draft);
      if (asked.kind === 'refused') return refused(asked, draft);
      if (parts.isOut(asked)) {
        store.tell({ kind: 'submission', submission: { kind: 'idle' } });
        keepDraft({ ...draft, isToSend: file === undefined });
        return;
      }
      // Whether it arrived is unknown: it is sent again with its key until somebody answers, and makes one job.
      const milliseconds = nextPollSeconds(undefined, failureCount, parts.drawRatio()) * 1000;
      store.tell({
        kind: 'submission',
        submission: { kind: 'waiting', againAt: parts.nowMilliseconds() + milliseconds },
      });
      await parts.pause(milliseconds, forever);
    }
  }

  function accepted(job: SeenJob, { kind }: Draft): void {
    parts.keepJob(job.job_id);
    keepDraft({ ...emptyDraft(parts.drawKey()), kind });
    store.tell({ kind: 'file', choice: { kind: 'none' } });
    store.tell({ kind: 'submission', submission: { kind: 'idle' } });
    parts.go(hashOf({ kind: 'job', jobId: job.job_id }));
    store.tell({ kind: 'job seen', job });
  }

  function refused({ problem, retryAfterSeconds }: Extract<Asked<never>, { kind: 'refused' }>, draft: Draft): void {
    const againAt =
      retryAfterSeconds !== undefined && PASSING.has(problem.code)
        ? parts.nowMilliseconds() + retryAfterSeconds * 1000
        : undefined;
    if (problem.code === 'idempotency-key-reused') keepDraft({ ...draft, key: parts.drawKey() });
    // What lies there is of no use, or is gone.
    if (problem.code === 'upload-unusable') store.tell({ kind: 'file', choice: { kind: 'none' } });
    store.tell({ kind: 'submission', submission: { kind: 'refused', problem, againAt } });
  }

  return {
    submit,
    stopSending: () => {
      sending.abort();
      store.tell({ kind: 'submission', submission: { kind: 'idle' } });
    },
  };
}
