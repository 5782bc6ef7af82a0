/** What is asked of the hub because of what is shown: the job of the address, the result of one that is done, the history at home. */

import { retryAfterSecondsOf } from './api/ask.ts';
import type { HubApi } from './api/hub-api.ts';
import { hasEnded } from './api/seen-job.ts';
import { drawRatio, type Keeper, pause } from './environment.ts';
import { type PollAnswer, poll } from './poll/poll.ts';
import type { AppState, Happening } from './state/app-state.ts';
import type { Store } from './state/store.ts';

export type FollowerParts = {
  readonly api: HubApi;
  readonly store: Store<AppState, Happening>;
  readonly keptJob: Keeper;
};

type Needs = { readonly fetchResult: () => void; readonly fetchHistory: () => Promise<void> };

export type Follower = {
  /** @param state what is shown now */
  readonly show: (state: AppState, needs: Needs) => void;
  readonly again: (jobId: string) => void;
};

/** Where an answer does not say when to ask again. */
const PAUSE_SECONDS = 5;
const HISTORY_SECONDS = 10;

const isAwake = (): boolean => !document.hidden && navigator.onLine;

function onWake(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener);
  addEventListener('online', listener);
  return () => {
    document.removeEventListener('visibilitychange', listener);
    removeEventListener('online', listener);
  };
}

export function createFollower({ api, store, keptJob }: FollowerParts): Follower {
  let followed = '';
  let stop = () => {};
  addEventListener('offline', () => store.tell({ kind: 'reached', isReachable: false }));
  addEventListener('online', () => store.tell({ kind: 'reached', isReachable: true }));

  function start(key: string, ask: (signal: AbortSignal) => Promise<PollAnswer>): void {
    if (key === followed) return;
    stop();
    followed = key;
    stop = poll({ ask, pause, isAwake, onWake, chance: drawRatio });
  }

  function follow(jobId: string): void {
    let tag: string | undefined;
    start(jobId, async signal => {
      const asked = await api.job(jobId, tag, signal);
      if (signal.aborted) return { kind: 'over' };
      store.tell({ kind: 'reached', isReachable: asked.kind !== 'unreachable' && navigator.onLine });
      switch (asked.kind) {
        case 'unreachable':
          return asked;
        case 'signed-out':
          store.tell({ kind: 'signed', signIn: 'expired' });
          return { kind: 'over' };
        case 'refused':
          // A hub that only stumbles is asked again.
          if (asked.problem.code !== 'job-not-found') return { kind: 'unreachable' };
          store.tell({ kind: 'job missing', jobId });
          if (keptJob.read() === jobId) keptJob.write(undefined);
          return { kind: 'over' };
        case 'unchanged':
          return { kind: 'answered', retryAfterSeconds: retryAfterSecondsOf(asked.response) ?? PAUSE_SECONDS };
        case 'answered':
          tag = asked.response.headers.get('etag') ?? undefined;
          store.tell({ kind: 'job seen', job: asked.value });
          if (hasEnded(asked.value)) return { kind: 'over' };
          return { kind: 'answered', retryAfterSeconds: retryAfterSecondsOf(asked.response) ?? PAUSE_SECONDS };
      }
    });
  }

  /** At home, as long as something is in the making. */
  function followHistory({ fetchHistory }: Needs): void {
    start('history', async () => {
      await fetchHistory();
      const { history } = store.state();
      if (history.kind === 'failed') return { kind: 'unreachable' };
      return history.jobs.every(hasEnded) ? { kind: 'over' } : { kind: 'answered', retryAfterSeconds: HISTORY_SECONDS };
    });
  }

  return {
    show: ({ route, signIn, job, result }, needs) => {
      if (signIn !== 'in') return start('', async () => ({ kind: 'over' }));
      if (route.kind === 'home') return followHistory(needs);
      follow(route.jobId);
      if (job.kind !== 'seen' || job.seen.status !== 'succeeded') return;
      // Seen to its end: a browser that is opened again begins anew.
      if (keptJob.read() === route.jobId) keptJob.write(undefined);
      if (result.kind === 'none' || result.jobId !== route.jobId) needs.fetchResult();
    },
    again: jobId => {
      followed = '';
      follow(jobId);
    },
  };
}
