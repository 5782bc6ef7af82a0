/** A player's earlier characters, newest first. */
import type { SeenJob } from '../api/seen-job.ts';
import type { AppState } from '../state/app-state.ts';
import { hashOf } from '../state/route.ts';
import { titleOf } from '../words/job-words.ts';
import type { Actions } from './actions.ts';
import { button, element, keyedChildren, setAttribute, setShown, setText, type View } from './element.ts';

export function createHistoryList(actions: Actions): View<AppState> {
  const list = element('ul', { class: 'cards', role: 'list' });
  const more = button('Show more', 'quiet', actions.showMore);
  const trouble = element('p', { class: 'detail' }, 'Your earlier characters could not be fetched.');
  const section = element(
    'section',
    { class: 'history', 'aria-labelledby': 'history-title' },
    element('h2', { id: 'history-title' }, 'Yours so far'),
    trouble,
    list,
    more,
  );
  const showCards = keyedChildren<SeenJob>(list, ({ job_id }) => job_id, createCard);
  return {
    element: section,
    show: ({ history, signIn }) => {
      showCards(history.jobs);
      setShown(section, signIn === 'in' && (history.jobs.length > 0 || history.kind === 'failed'));
      setShown(trouble, history.kind === 'failed');
      setShown(more, history.nextCursor !== undefined);
    },
  };
}

function createCard(): View<SeenJob> {
  const picture = element('img', { alt: '', loading: 'lazy', decoding: 'async' });
  const title = element('span', { class: 'card-title' });
  const note = element('span', { class: 'card-note' });
  const link = element('a', {}, element('span', { class: 'card-picture' }, picture), title, note);
  // A link that has expired since the list was fetched.
  picture.addEventListener('error', () => setShown(picture, false));
  return {
    element: element('li', {}, link),
    show: job => {
      setAttribute(link, 'href', hashOf({ kind: 'job', jobId: job.job_id }));
      setText(title, titleOf(job));
      setText(note, noteOf(job));
      setAttribute(link, 'data-status', job.status);
      showPicture(picture, job.preview_url);
    },
  };
}

/** A URL is signed anew every quarter of an hour, and shows the same. */
function showPicture(picture: HTMLImageElement, url: string | undefined): void {
  setShown(picture, url !== undefined);
  if (url !== undefined && pathOf(picture.src) !== pathOf(url)) picture.src = url;
}

export const pathOf = (url: string): string => url.split('?')[0] ?? '';

function noteOf({ status, queue_position, progress, created_at }: SeenJob): string {
  switch (status) {
    case 'queued':
    case 'starting':
    case 'running':
      return queue_position === undefined ? `${Math.floor(100 * progress)} %` : `Position ${queue_position}`;
    case 'succeeded':
      return new Date(created_at).toLocaleDateString(undefined, { day: 'numeric', month: 'short' });
    case 'failed':
      return 'Did not work out';
    case 'canceled':
      return 'Stopped';
    case 'expired':
      return 'Ran out of time';
  }
}
