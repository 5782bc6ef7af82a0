/** Where a player starts from a file of their own: a way to choose one or to drop it, and what was chosen, in place of the words. */
import type { AppState, Submission } from '../state/app-state.ts';
import { ACCEPTED, type ChosenFile } from '../state/chosen-file.ts';
import { sizeWords } from '../words/size-words.ts';
import type { Actions } from './actions.ts';
import { button, element, setAttribute, setShown, setText } from './element.ts';

export type FilePart = {
  /** Stands in the form. */
  readonly card: HTMLElement;
  /** Stands below it. */
  readonly entry: HTMLElement;
  readonly show: (state: AppState) => void;
};

const BECOMES: Readonly<Record<ChosenFile['kind'], string>> = {
  mesh: 'becomes a shape in 3D, without a skeleton',
  rig: 'gets a clean surface, paint and a skeleton',
};

/** @param onRemoved the words are there again */
export function createFilePart(actions: Actions, onRemoved: () => void): FilePart {
  const picture = element('img', { class: 'file-picture', alt: '' });
  const name = element('p', { class: 'file-name' });
  const note = element('p', { class: 'file-note' });
  const bar = element('progress', { max: '1', 'aria-label': 'Sent of your file' });
  const remove = button('Remove', 'quiet', () => {
    actions.removeFile();
    onRemoved();
  });
  const stop = button('Stop sending', 'quiet', () => {
    actions.stopSending();
    remove.focus();
  });
  const text = element('div', { class: 'file-text' }, name, note, bar);
  const card = element(
    'div',
    { class: 'file-card', role: 'group', 'aria-label': 'Your file' },
    picture,
    text,
    remove,
    stop,
  );

  const input = element('input', { type: 'file', id: 'file', class: 'unseen', accept: ACCEPTED });
  input.setAttribute('aria-describedby', 'composer-fault');
  input.addEventListener('change', () => {
    actions.chooseFile([...(input.files ?? [])]);
    // So that the same file, mended, is news again.
    input.value = '';
  });
  const words = element('span', {});
  const choose = element('label', { class: 'choose', for: 'file' }, input, words);
  const signIn = button('Sign in to start from a picture or a model of yours', 'choose', actions.signIn);
  const entry = element('div', { class: 'file-entry' }, choose, signIn);

  let isOpen = false;
  takeDrops(() => isOpen, actions.chooseFile);
  let shown: ChosenFile | undefined;

  /** A picture is shown as it is; of a model there is none yet. */
  function showPicture(file: ChosenFile | undefined): void {
    if (file?.bytes === shown?.bytes) return;
    if (picture.src !== '') URL.revokeObjectURL(picture.src);
    picture.removeAttribute('src');
    if (file?.kind === 'mesh') picture.src = URL.createObjectURL(file.bytes);
    setShown(picture, file?.kind === 'mesh');
    shown = file;
  }

  return {
    card,
    entry,
    show: ({ file: choice, submission, signIn: signed, route }) => {
      const file = choice.kind === 'chosen' ? choice.file : undefined;
      const isSending = isUnderWay(submission);
      isOpen = route.kind === 'home' && signed === 'in' && !isSending;
      setShown(card, file !== undefined);
      showPicture(file);
      if (file !== undefined) {
        setText(name, file.name);
        setText(note, noteOf(file, submission));
        bar.value = submission.kind === 'uploading' ? submission.sentRatio : 0;
        setShown(bar, submission.kind === 'uploading');
        setShown(remove, !isSending);
        setShown(stop, submission.kind === 'uploading');
      }
      setText(words, file === undefined ? 'Start from a picture or a model of yours' : 'Choose another file');
      setShown(choose, isOpen);
      setAttribute(input, 'disabled', !isOpen);
      setShown(signIn, signed !== 'in');
    },
  };
}

const isUnderWay = ({ kind }: Submission): boolean => kind === 'uploading' || kind === 'sending' || kind === 'waiting';

const noteOf = ({ bytes, kind }: ChosenFile, submission: Submission): string =>
  submission.kind === 'uploading'
    ? `${Math.floor(100 * submission.sentRatio)} % of ${sizeWords(bytes.size)} sent`
    : `${sizeWords(bytes.size)} · ${BECOMES[kind]}`;

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/** Anywhere on the page: a browser would else leave it, and open what was dropped beside the field. */
function takeDrops(isOpen: () => boolean, take: (files: readonly File[]) => void): void {
  const setOver = (is: boolean) => setAttribute(document.body, 'data-is-over', is && isOpen());
  document.addEventListener('dragover', event => {
    if (!hasFiles(event) || event.dataTransfer === null) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = isOpen() ? 'copy' : 'none';
    setOver(true);
  });
  document.addEventListener('dragleave', event => event.relatedTarget === null && setOver(false));
  document.addEventListener('drop', event => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    setOver(false);
    if (isOpen()) take([...(event.dataTransfer?.files ?? [])]);
  });
}
