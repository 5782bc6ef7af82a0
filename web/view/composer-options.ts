import type { AppState } from '../state/app-state.ts';
import type { Actions } from './actions.ts';
import { element, setShown, type View } from './element.ts';

const KINDS = [
  { kind: 'character', name: 'A character', hint: '3D, painted, with a skeleton' },
  { kind: 'image', name: 'Only a picture', hint: 'much sooner' },
] as const;

const LIMITS = [
  { seconds: 0, name: 'However long it takes' },
  { seconds: 900, name: '15 minutes' },
  { seconds: 3600, name: '1 hour' },
  { seconds: 86_400, name: '1 day' },
];

/** Folded away: nobody needs them for a first character. */
export function createOptions(actions: Actions): View<Pick<AppState, 'draft' | 'file'>> {
  const kinds = KINDS.map(({ kind, name, hint }) => {
    const input = element('input', { type: 'radio', name: 'kind', value: kind });
    input.addEventListener('change', () => actions.draft({ kind }));
    const label = element('label', { class: 'choice' }, input, element('span', {}, name, element('small', {}, hint)));
    return { kind, input, label };
  });
  const seed = element('input', { id: 'seed', inputmode: 'numeric', placeholder: 'by chance', autocomplete: 'off' });
  seed.addEventListener('input', () => actions.draft({ seed: seed.value }));
  const limit = element('select', { id: 'limit' });
  for (const { seconds, name } of LIMITS) limit.append(element('option', { value: String(seconds) }, name));
  limit.addEventListener('change', () => actions.draft({ expiresIn: Number(limit.value) }));

  const kindField = element('fieldset', {}, element('legend', {}, 'What to make'), ...kinds.map(({ label }) => label));
  const seedField = element(
    'div',
    {},
    element('label', { for: 'seed' }, 'Seed'),
    seed,
    element('small', {}, 'The same words and seed give the same character.'),
  );

  return {
    element: element(
      'details',
      { class: 'options' },
      element('summary', {}, 'Options'),
      element(
        'div',
        { class: 'option-fields' },
        kindField,
        seedField,
        element('div', {}, element('label', { for: 'limit' }, 'Give up after'), limit),
      ),
    ),
    show: ({ draft, file }) => {
      // What a file is made into follows from the file.
      setShown(kindField, file.kind !== 'chosen');
      setShown(seedField, file.kind !== 'chosen');
      for (const { kind, input } of kinds) input.checked = kind === draft.kind;
      if (seed.value !== draft.seed) seed.value = draft.seed;
      limit.value = String(draft.expiresIn);
    },
  };
}
