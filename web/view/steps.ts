/** The stages of a job, each with how far it is. */
import type { SeenJob } from '../api/seen-job.ts';
import { STAGE_NAMES } from '../words/job-words.ts';
import { element, keyedChildren, setAttribute, setText, type View } from './element.ts';

type Step = SeenJob['stages'][number];

const STATUS_WORDS: Readonly<Record<Step['status'], string>> = { waiting: 'to come', running: 'in work', done: 'done' };

export function createSteps(): View<readonly Step[]> {
  const list = element('ol', { class: 'steps', role: 'list' });
  return { element: list, show: keyedChildren<Step>(list, ({ stage }) => stage, createStep) };
}

function createStep(): View<Step> {
  const name = element('span', { class: 'step-name' });
  const note = element('span', { class: 'step-note' });
  const bar = element('progress', { max: '1' });
  const item = element('li', {}, name, note, bar);
  return {
    element: item,
    show: ({ stage, status, progress }) => {
      setText(name, STAGE_NAMES[stage]);
      setText(note, status === 'running' ? `${Math.floor(100 * progress)} %` : STATUS_WORDS[status]);
      setAttribute(item, 'data-status', status);
      setAttribute(bar, 'aria-label', STAGE_NAMES[stage]);
      bar.value = progress;
    },
  };
}
