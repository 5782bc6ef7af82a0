/** The character itself, as far as there is one: a figure of mist, then a picture, then its shape, then all of it. */
import type { SeenJob } from '../api/seen-job.ts';
import type { ResultState } from '../state/app-state.ts';
import type { CharacterViewer } from '../viewer/character-viewer.ts';
import { titleOf } from '../words/job-words.ts';
import { button, element, setAttribute, setShown, setText, type View } from './element.ts';
import { heroOf } from './hero-of.ts';
import { pathOf } from './history-list.ts';

export type HeroParts = { readonly job: SeenJob; readonly result: ResultState };

const PAUSE = 'Stop turning';
const TURN = 'Turn it';

export function createHero(): View<HeroParts> {
  const picture = element('img', { class: 'hero-picture', alt: '', decoding: 'async' });
  const caption = element('figcaption', {});
  const stand = element('div', { class: 'hero-viewer' });
  const turn = button(PAUSE, 'quiet turn', () => setTurning(!isTurning));
  const figure = element('div', { class: 'hero-figure', 'aria-hidden': 'true' });
  const hero = element('figure', { class: 'hero' }, figure, picture, stand, turn, caption);

  const still = matchMedia('(prefers-reduced-motion: reduce)');
  let isTurning = !still.matches;
  still.addEventListener('change', () => setTurning(!still.matches));
  let viewer: Promise<CharacterViewer> | undefined;
  let shownPath = '';

  function setTurning(is: boolean): void {
    isTurning = is;
    setText(turn, isTurning ? PAUSE : TURN);
    void viewer?.then(made => made.setTurning(isTurning));
  }
  setTurning(isTurning);

  /** Loaded when there is something to turn, and not before: it weighs many times what the rest does. */
  async function showModel(url: string, alt: string): Promise<void> {
    if (pathOf(url) === shownPath) return;
    shownPath = pathOf(url);
    viewer ??= import('../viewer/character-viewer.ts').then(({ createViewer }) => createViewer(stand));
    try {
      const made = await viewer;
      made.setTurning(isTurning);
      await made.show(url, alt);
      if (shownPath === pathOf(url)) setAttribute(hero, 'data-is-drawn', true);
    } catch {
      // The file can still be saved, and what was seen before stays.
      viewer = undefined;
      shownPath = '';
    }
  }

  return {
    element: hero,
    show: ({ job, result }) => {
      const { kind, pictureUrl, modelUrl, words } = heroOf(job, result);
      setAttribute(hero, 'data-kind', kind);
      setText(caption, words);
      setShown(caption, words !== '');
      setShown(picture, pictureUrl !== undefined);
      setAttribute(picture, 'alt', pictureUrl === undefined ? '' : `Picture of ${titleOf(job)}`);
      if (pictureUrl !== undefined && pathOf(picture.src) !== pathOf(pictureUrl)) picture.src = pictureUrl;
      setShown(stand, modelUrl !== undefined);
      setShown(turn, modelUrl !== undefined);
      if (modelUrl === undefined) {
        shownPath = '';
        setAttribute(hero, 'data-is-drawn', false);
      } else void showModel(modelUrl, `${titleOf(job)}, in three dimensions`);
    },
  };
}
