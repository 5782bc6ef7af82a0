/** One job: the character, and beside it how it stands and what can be done. */
import { hasEnded, type SeenJob } from '../api/seen-job.ts';
import type { AppState } from '../state/app-state.ts';
import { etaWords } from '../words/duration-words.ts';
import { costWords, jobWords, KIND_NAMES, titleOf } from '../words/job-words.ts';
import { problemAdvice } from '../words/problem-words.ts';
import type { Actions } from './actions.ts';
import { button, element, setAttribute, setShown, setText, type View } from './element.ts';
import { createHero } from './hero.ts';
import { createSteps } from './steps.ts';

/** A prompt may be as long as a page; a heading may not. */
const LONG_TITLE = 90;

export function createJobPage(actions: Actions): View<AppState> & { readonly focus: () => void } {
  const hero = createHero();
  const steps = createSteps();
  const kicker = element('p', { class: 'kicker' });
  const title = element('h1', { tabindex: '-1' });
  const headline = element('p', { class: 'headline' });
  const detail = element('p', { class: 'detail' });
  const eta = element('p', { class: 'eta' });
  const overall = element('progress', { max: '1', class: 'overall', 'aria-label': 'All of it' });
  const fault = element('p', { class: 'fault' });
  const download = button('Download', 'primary', actions.download);
  const fetchAgain = button('Fetch it again', 'primary', actions.fetchResult);
  const retry = button('Try again', 'primary', actions.retry);
  const cancel = button('Stop making it', 'quiet', actions.cancel);
  const useAgain = button('Use this description again', 'quiet', actions.useAgain);
  const cost = element('p', { class: 'cost' });
  const panel = element(
    'div',
    { class: 'panel' },
    kicker,
    title,
    element('div', { class: 'standing' }, headline, detail, eta),
    overall,
    steps.element,
    fault,
    element('div', { class: 'actions' }, download, fetchAgain, retry, useAgain, cancel),
    cost,
  );
  const page = element('article', { class: 'job' }, hero.element, panel);

  return {
    element: page,
    focus: () => title.focus({ preventScroll: true }),
    show: ({ job: jobState, result, refusal }) => {
      if (jobState.kind !== 'seen') return;
      const { seen: job, position } = jobState;
      const words = jobWords(job, position);
      const isOver = hasEnded(job);
      const isHere = result.kind === 'here' && result.jobId === job.job_id;
      const isLost = result.kind === 'failed' && result.jobId === job.job_id;
      setAttribute(page, 'data-status', job.status);
      hero.show({ job, result });
      setText(kicker, kickerOf(job));
      setText(title, titleOf(job));
      setAttribute(title, 'class', titleOf(job).length > LONG_TITLE && 'long');
      setText(headline, words.headline);
      setText(detail, words.detail);
      setText(eta, job.eta_seconds === undefined ? '' : `Ready in ${etaWords(job.eta_seconds)}`);
      setShown(eta, !isOver && job.eta_seconds !== undefined);
      overall.value = job.progress;
      setShown(overall, !isOver);
      steps.show(job.stages);
      setShown(steps.element, job.status !== 'succeeded');
      const faultText = faultWords(refusal, isLost && result.kind === 'failed' ? result.problem : undefined, isLost);
      setText(fault, faultText);
      setShown(fault, faultText !== '');
      setShown(download, isHere);
      setShown(fetchAgain, isLost);
      setShown(retry, job.urls.retry !== undefined);
      setShown(cancel, job.urls.cancel !== undefined);
      setShown(useAgain, isOver && job.prompt !== undefined);
      setText(
        cost,
        job.cost_usd === undefined
          ? ''
          : `${isOver ? 'It cost' : 'So far it has cost'} ${costWords(job.cost_usd)} of machine time.`,
      );
      setShown(cost, (job.cost_usd ?? 0) > 0);
    },
  };
}

type Refusal = AppState['refusal'];

function faultWords(refusal: Refusal, lost: Refusal, isLost: boolean): string {
  const problem = refusal ?? lost;
  if (problem !== undefined) {
    const { title, todo } = problemAdvice(problem);
    return `${title} ${todo}`;
  }
  return isLost ? 'It is done, but the file could not be fetched.' : '';
}

function kickerOf({ kind, created_at, seed }: SeenJob): string {
  const when = new Date(created_at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
  return [KIND_NAMES[kind], when, ...(seed === undefined ? [] : [`seed ${seed}`])].join(' · ');
}
