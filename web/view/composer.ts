/** Where a character is described. */
import type { AppState, Submission } from '../state/app-state.ts';
import { type Draft, draftFault, PROMPT_LENGTH_MAX } from '../state/draft.ts';
import { countdownWords } from '../words/duration-words.ts';
import { problemAdvice } from '../words/problem-words.ts';
import type { Actions } from './actions.ts';
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
  const send = element('button', { type: 'submit', class: 'primary' }, 'Bring it to life');
  const form = element(
    'form',
    { class: 'composer', novalidate: true },
    element('label', { for: 'prompt', class: 'unseen' }, 'Describe your character'),
    prompt,
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
    element: element('div', { class: 'composer-area' }, form, examples),
    focus: () => prompt.focus(),
    show: ({ draft, submission }) => {
      if (prompt.value !== draft.prompt) prompt.value = draft.prompt;
      options.show(draft);
      const words = faultWords(draft, submission, isTried, nowOf());
      setText(fault, words);
      setShown(fault, words !== '');
      setAttribute(prompt, 'aria-invalid', isTried && draftFault(draft)?.field === 'prompt' && 'true');
      const isSending = submission.kind === 'sending';
      setText(send, isSending ? 'Sending …' : 'Bring it to life');
      setAttribute(send, 'aria-disabled', (isSending || isHeld(submission, nowOf())) && 'true');
    },
  };
}

/** While the hub has asked not to be asked. */
const isHeld = (submission: Submission, now: number): boolean =>
  submission.kind === 'waiting' || (submission.kind === 'refused' && (submission.againAt ?? 0) > now);

function faultWords(draft: Draft, submission: Submission, isTried: boolean, now: number): string {
  switch (submission.kind) {
    case 'sending':
      return '';
    case 'waiting':
      return `The hub cannot be reached. Your description is kept; trying again in ${countdownWords((submission.againAt - now) / 1000)}.`;
    case 'refused': {
      const { title, todo } = problemAdvice(submission.problem);
      const seconds = ((submission.againAt ?? 0) - now) / 1000;
      const fields =
        submission.problem.errors?.map(({ pointer, detail }) => `${pointer.replace('#/', '')} ${detail}`) ?? [];
      return [
        title,
        ...fields.map(words => `(${words})`),
        todo,
        seconds > 0 ? `You can try again in ${countdownWords(seconds)}.` : '',
      ]
        .filter(part => part !== '')
        .join(' ');
    }
    case 'idle':
      return isTried ? (draftFault(draft)?.words ?? '') : '';
  }
}
