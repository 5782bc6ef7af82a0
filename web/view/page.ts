/** The whole page: head, one of its places, and the one voice in which it speaks to screen readers. */
import type { AppState } from '../state/app-state.ts';
import { announcement } from '../words/announcement.ts';
import { titleOf } from '../words/job-words.ts';
import type { Actions } from './actions.ts';
import { createComposer } from './composer.ts';
import { button, element, setShown, setText, type View } from './element.ts';
import { createHistoryList } from './history-list.ts';
import { createJobPage } from './job-page.ts';

const NAME = 'Asset Hub';

export function createPage(actions: Actions, nowOf: () => number): View<AppState> {
  const signIn = button('Sign in', 'quiet', actions.signIn);
  const signOut = button('Sign out', 'quiet', actions.signOut);
  const another = element('a', { href: '#/', class: 'another' }, 'New character');
  const header = element(
    'header',
    { class: 'head' },
    brand(),
    element('nav', { 'aria-label': 'Places' }, another),
    signIn,
    signOut,
  );

  const noticeText = element('span', {});
  const noticeButton = button('Sign in again', 'quiet', actions.signIn);
  const notice = element('div', { class: 'notice' }, noticeText, noticeButton);

  const composer = createComposer(actions, nowOf);
  const history = createHistoryList(actions);
  const home = element('div', { class: 'home' }, welcome(), composer.element, history.element);
  const job = createJobPage(actions);
  const between = createBetween();
  const voice = element('output', { class: 'unseen', role: 'status', 'aria-live': 'polite' });
  const main = element('main', { tabindex: '-1' }, notice, home, job.element, between.element);
  let place: string | undefined;

  /** To where somebody has gone, so that a keyboard goes on from there; not when the page opens. */
  function moveFocus(next: string): void {
    if (next === BETWEEN || next === place) return;
    if (place !== undefined) {
      (next === HOME ? composer : job).focus();
      scrollTo(0, 0);
    }
    place = next;
  }

  // A link to `#main` would lead away: what stands behind the hash is the place.
  const skip = button('Skip to the content', 'skip', () => main.focus());

  return {
    element: element('div', { class: 'page' }, skip, header, main, voice),
    show: state => {
      const isHome = state.route.kind === 'home';
      setShown(home, isHome);
      setShown(job.element, !isHome && state.job.kind === 'seen');
      setShown(another, !isHome);
      setShown(signIn, state.signIn === 'out');
      setShown(signOut, state.signIn === 'in');
      const words = noticeOf(state);
      setText(noticeText, words);
      setShown(notice, words !== '');
      setShown(noticeButton, state.signIn === 'expired' || state.signIn === 'failed');
      if (isHome) {
        composer.show(state);
        history.show(state);
      } else job.show(state);
      between.show(state);
      setText(voice, announcement(state));
      const title = titleText(state);
      if (document.title !== title) document.title = title;
      moveFocus(placeOf(state));
    },
  };
}

const HOME = 'home';
const BETWEEN = 'between';

function placeOf({ route, job }: AppState): string {
  if (route.kind === 'home') return HOME;
  return job.kind === 'seen' ? route.jobId : BETWEEN;
}

function brand(): HTMLElement {
  return element(
    'a',
    { href: '#/', class: 'brand' },
    element('img', { src: '/icon.svg', alt: '', width: '28', height: '28' }),
    NAME,
  );
}

function welcome(): HTMLElement {
  return element(
    'div',
    { class: 'welcome' },
    element('h1', {}, 'Who shall we bring to life?'),
    element(
      'p',
      { class: 'lead' },
      'Describe a character in a sentence. Minutes later you turn it around: modelled, painted, and rigged for your game.',
    ),
  );
}

/** Where there is no job to show: not yet, not any more, or not to this person. */
function createBetween(): View<AppState> {
  const words = element('p', { class: 'headline' });
  const way = element('a', { href: '#/' }, 'Make a character');
  const place = element('div', { class: 'between' }, words, way);
  return {
    element: place,
    show: ({ route, job, signIn }) => {
      setShown(place, route.kind === 'job' && job.kind !== 'seen');
      setShown(way, job.kind === 'missing');
      const isOut = signIn !== 'in';
      setText(
        words,
        job.kind === 'missing'
          ? 'There is no such character here.'
          : isOut
            ? 'Sign in to see this character.'
            : 'One moment …',
      );
    },
  };
}

function noticeOf({ signIn, isReachable, file }: AppState): string {
  if (signIn === 'expired') {
    return file.kind === 'chosen'
      ? 'You have been signed out after a while. Sign in, and then choose your file again.'
      : 'You have been signed out after a while. Nothing is lost.';
  }
  if (signIn === 'failed') return 'Signing in did not work. Nothing is lost.';
  return isReachable ? '' : 'The hub cannot be reached. Whatever is in the making goes on; this page keeps trying.';
}

/** So that a tab among others says how it stands. */
function titleText({ route, job }: AppState): string {
  if (route.kind === 'home' || job.kind !== 'seen') return `${NAME}: describe a character, get it in 3D`;
  const { seen, position } = job;
  const short = titleOf(seen).slice(0, 60);
  if (seen.status === 'succeeded') return `✓ ${short} · ${NAME}`;
  if (position !== undefined) return `${position} in line · ${short}`;
  return seen.status === 'running' ? `${Math.floor(100 * seen.progress)} % · ${short}` : `${short} · ${NAME}`;
}
