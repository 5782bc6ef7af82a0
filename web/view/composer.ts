/** Where a character is described. */
import type { AppState, Submission } from '../state/app-state.ts';
import { draftFault, PROMPT_LENGTH_MAX } from '../state/draft.ts';
import { faultWords, sendWords } from '../words/composer-words.ts';
import type { Actions } from './actions.ts';
import { createFilePart } from './composer-file.ts';
import { createOptions } from './composer-options.ts';
import { button, element, setAttribute, setShown, setText, type View } from './element.ts';

const EXAMPLES = [
  'a fox knight in green armour',
  'a robot gardener with copper arms',
  'a pirate captain in a red coat',
  'an old wizard with a long blue robe',
];

/** @param nowOf milliseconds, for countdowns */
export function createComposer(actions: Actions, nowOf: () => number): View<AppState> & { readonly focus: () => void } {
  const prompt = element('textarea', {
    id: 'prompt',
    rows: '3',
    maxlength: String(PROMPT_LENGTH_MAX),
    placeholder: EXAMPLES[0] ?? '',
    autocomplete: 'off',
    'aria-describedby': 'composer-fault',
  });
  const fault = element('p', { id: 'composer-fault', class: 'fault' });
  const options = createOptions(actions);
  const file = createFilePart(actions, () => prompt.focus());
  const send = element('button', { type: 'submit', class: 'primary' }, 'Bring it to life');
  const form = element(
    'form',
    { class: 'composer', novalidate: true },
    element('label', { for: 'prompt', class: 'unseen' }, 'Describe your character'),
    prompt,
    file.card,
    fault,
    element('div', { class: 'composer-foot' }, options.element, send),
  );
  const examples = element('div', { class: 'examples', role: 'group', 'aria-label': 'Examples' });
  for (const text of EXAMPLES) {
    const use = () => {
      actions.draft({ prompt: text });
      prompt.focus();
    };
    examples.append(button(text, 'example', use));
  }

  let isTried = false;
  prompt.addEventListener('input', () => actions.draft({ prompt: prompt.value }));
  prompt.addEventListener('keydown', event => {
    // Shift-Enter is a new line; while a word is being composed, Enter takes it.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener('submit', event => {
    event.preventDefault();
    isTried = true;
    actions.submit();
    if (prompt.getAttribute('aria-invalid') !== null) prompt.focus();
  });

  return {
    element: element('div', { class: 'composer-area' }, form, examples, file.entry),
    focus: () => prompt.focus(),
    show: state => {
      const { draft, submission } = state;
      const isOfWords = state.file.kind !== 'chosen';
      if (prompt.value !== draft.prompt) prompt.value = draft.prompt;
      setShown(prompt, isOfWords);
      setShown(examples, isOfWords);
      options.show(state);
      file.show(state);
      const words = faultWords(state, isTried, nowOf());
      setText(fault, words);
      setShown(fault, words !== '');
      setAttribute(prompt, 'aria-invalid', isTried && isOfWords && draftFault(draft)?.field === 'prompt' && 'true');
      setText(send, sendWords(state));
      setAttribute(send, 'aria-disabled', isHeld(submission, nowOf()) && 'true');
    },
  };
}

/** While it is under way, or the hub has asked not to be asked. */
const isHeld = (submission: Submission, now: number): boolean =>
  submission.kind === 'sending' ||
  submission.kind === 'uploading' ||
  submission.kind === 'waiting' ||
  (submission.kind === 'refused' && (submission.againAt ?? 0) > now);
