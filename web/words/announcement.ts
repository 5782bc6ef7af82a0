/** What a screen reader is told: only what changes what a person would do, not every figure that moves. */
import type { AppState } from '../state/app-state.ts';
import { UNSENT_WORDS } from './composer-words.ts';
import { jobWords, STAGE_NAMES, titleOf } from './job-words.ts';
import { problemAdvice } from './problem-words.ts';

/** Far behind, a few places more or less are no news. */
const EXACT_POSITIONS = 3;
const POSITION_STEP = 5;

const positionNews = (position: number): string =>
  position <= EXACT_POSITIONS
    ? `Position in queue: ${position}.`
    : `Among the first ${Math.ceil(position / POSITION_STEP) * POSITION_STEP} in the queue.`;

/** Of a file that something is to be made of. How much of it is sent is for the eye. */
function fileNews(file: AppState['file'], submission: AppState['submission']): string {
  if (submission.kind === 'unsent') return UNSENT_WORDS;
  if (submission.kind === 'uploading') return 'Sending your file.';
  if (file.kind === 'refused') return file.words;
  return file.kind === 'chosen' ? `${file.file.name} is chosen.` : '';
}

/** The page says it when it differs from what it said last. */
export function announcement({ submission, job, refusal, signIn, isReachable, route, file }: AppState): string {
  const problem = submission.kind === 'refused' ? submission.problem : refusal;
  if (problem !== undefined) {
    const { title, todo } = problemAdvice(problem);
    return `${title} ${todo}`;
  }
  if (signIn === 'expired') return 'You have been signed out. Nothing is lost.';
  if (signIn === 'failed') return 'Signing in did not work.';
  if (!isReachable) return 'The hub cannot be reached. This page keeps trying.';
  if (job.kind === 'missing') return 'There is no such character here.';
  if (route.kind === 'home') return fileNews(file, submission);
  if (job.kind !== 'seen') return '';
  const { seen, position } = job;
  if (position !== undefined) return positionNews(position);
  const { headline } = jobWords(seen, position);
  if (seen.status === 'succeeded') return `Done: ${titleOf(seen)}.`;
  return seen.stage === undefined || seen.status !== 'running'
    ? `${headline}.`
    : `${STAGE_NAMES[seen.stage]}: ${headline}.`;
}
