/** All that the page shows comes from this value, and this value from what happened: one direction. */
import { hasEnded, type Problem, type SeenJob } from '../api/seen-job.ts';
import type { Choice } from './chosen-file.ts';
import type { Draft } from './draft.ts';
import { shownPosition } from './shown-position.ts';

export type Route = { readonly kind: 'home' } | { readonly kind: 'job'; readonly jobId: string };

/** `failed`: the player came back from the issuer without a token. */
export type SignIn = 'in' | 'out' | 'expired' | 'failed';

export type Submission =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending' }
  /** The file goes before the submit. */
  | { readonly kind: 'uploading'; readonly sentRatio: number }
  /** The file did not get there. */
  | { readonly kind: 'unsent' }
  /** It is sent again by itself, with the same key. */
  | { readonly kind: 'waiting'; readonly againAt: number }
  | { readonly kind: 'refused'; readonly problem: Problem; readonly againAt: number | undefined };

/** The job of the route. */
export type JobState =
  | { readonly kind: 'none' }
  | { readonly kind: 'asking'; readonly jobId: string }
  | { readonly kind: 'missing'; readonly jobId: string }
  | {
      readonly kind: 'seen';
      readonly seen: SeenJob;
      /** Never rises while it stays in its queue. */
      readonly position: number | undefined;
    };

/** The file that was made, once it is here. */
export type ResultState =
  | { readonly kind: 'none' }
  | { readonly kind: 'fetching'; readonly jobId: string }
  | { readonly kind: 'here'; readonly jobId: string; readonly url: string; readonly fileName: string }
  | { readonly kind: 'failed'; readonly jobId: string; readonly problem: Problem | undefined };

export type History = {
  readonly kind: 'unasked' | 'asking' | 'seen' | 'failed';
  readonly jobs: readonly SeenJob[];
  readonly nextCursor: string | undefined;
};

export type AppState = {
  readonly route: Route;
  readonly signIn: SignIn;
  /** Whether the last question was answered. */
  readonly isReachable: boolean;
  readonly draft: Draft;
  /** Made from this instead of words, if one is chosen. It goes with the page: a browser keeps no file for it. */
  readonly file: Choice;
  readonly submission: Submission;
  readonly job: JobState;
  /** What cancel or retry were answered. */
  readonly refusal: Problem | undefined;
  readonly result: ResultState;
  readonly history: History;
};

export type Happening =
  | { readonly kind: 'routed'; readonly route: Route }
  | { readonly kind: 'signed'; readonly signIn: SignIn }
  | { readonly kind: 'reached'; readonly isReachable: boolean }
  | { readonly kind: 'drafted'; readonly draft: Draft }
  | { readonly kind: 'file'; readonly choice: Choice }
  | { readonly kind: 'submission'; readonly submission: Submission }
  | { readonly kind: 'job seen'; readonly job: SeenJob }
  | { readonly kind: 'job missing'; readonly jobId: string }
  | { readonly kind: 'job refused'; readonly problem: Problem }
  | { readonly kind: 'result'; readonly result: ResultState }
  | { readonly kind: 'history'; readonly history: History };

export const initialState = (route: Route, signIn: SignIn, draft: Draft): AppState => ({
  route,
  signIn,
  isReachable: true,
  draft,
  file: { kind: 'none' },
  submission: { kind: 'idle' },
  job: jobOfRoute(route),
  refusal: undefined,
  result: { kind: 'none' },
  history: { kind: 'unasked', jobs: [], nextCursor: undefined },
});

export function reduce(state: AppState, happening: Happening): AppState {
  switch (happening.kind) {
    case 'routed':
      return routed(state, happening.route);
    case 'signed':
      return { ...state, signIn: happening.signIn };
    case 'reached':
      return { ...state, isReachable: happening.isReachable };
    case 'drafted':
      // Somebody writes: what was said of a file is read.
      return answered({
        ...state,
        draft: happening.draft,
        file: state.file.kind === 'refused' ? { kind: 'none' } : state.file,
      });
    case 'file':
      return answered({ ...state, file: happening.choice });
    case 'submission':
      return { ...state, submission: happening.submission };
    case 'job seen':
      return seen(state, happening.job);
    case 'job missing':
      return isOfRoute(state, happening.jobId) ? { ...state, job: { kind: 'missing', jobId: happening.jobId } } : state;
    case 'job refused':
      return { ...state, refusal: happening.problem };
    case 'result':
      return { ...state, result: happening.result };
    case 'history':
      return { ...state, history: happening.history };
  }
}

const jobOfRoute = (route: Route): JobState =>
  route.kind === 'home' ? { kind: 'none' } : { kind: 'asking', jobId: route.jobId };

const isOfRoute = ({ route }: AppState, jobId: string): boolean => route.kind === 'job' && route.jobId === jobId;

function routed(state: AppState, route: Route): AppState {
  const isSame = route.kind === 'job' ? isOfRoute(state, route.jobId) : state.route.kind === 'home';
  if (isSame) return state;
  // What the history knows is shown at once, and asked again.
  const known = route.kind === 'job' ? state.history.jobs.find(({ job_id }) => job_id === route.jobId) : undefined;
  // What is on its way goes on, wherever its sender looks meanwhile.
  const { kind } = state.submission;
  const submission: Submission = kind === 'refused' || kind === 'unsent' ? { kind: 'idle' } : state.submission;
  const bare: AppState = { ...state, route, job: jobOfRoute(route), refusal: undefined, submission };
  return known === undefined || !hasEnded(known) ? bare : seen(bare, known);
}

/** A refusal was about what was written or chosen then. */
function answered(state: AppState): AppState {
  const { submission } = state;
  const isAnswered =
    submission.kind === 'unsent' || (submission.kind === 'refused' && submission.againAt === undefined);
  return isAnswered ? { ...state, submission: { kind: 'idle' } } : state;
}

/** What is seen of another job than the route's comes late: somebody has gone on. */
function seen(state: AppState, job: SeenJob): AppState {
  if (!isOfRoute(state, job.job_id)) return state;
  const before = state.job.kind === 'seen' ? state.job : undefined;
  const position = shownPosition(before, job);
  const jobs = state.history.jobs.map(each => (each.job_id === job.job_id ? job : each));
  const refusal = before?.seen.status === job.status ? state.refusal : undefined;
  return { ...state, job: { kind: 'seen', seen: job, position }, refusal, history: { ...state.history, jobs } };
}
