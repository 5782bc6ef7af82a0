/** What stands at the field in which something is asked for. */
import type { AppState } from '../state/app-state.ts';
import { draftFault } from '../state/draft.ts';
import { countdownWords } from './duration-words.ts';
import { problemAdvice } from './problem-words.ts';

export const UNSENT_WORDS = 'Your file did not get to the hub. Look at your network, and try again.';

/**
 * What is wrong, and what to do; empty: nothing.
 *
 * @param isTried somebody has asked for it: before that, an empty field is no fault
 * @param now milliseconds, for countdowns
 */
export function faultWords({ draft, file, submission }: AppState, isTried: boolean, now: number): string {
  switch (submission.kind) {
    case 'sending':
    case 'uploading':
      return '';
    case 'waiting': {
      const kept = file.kind === 'chosen' ? 'Your file is there' : 'Your description is kept';
      return `The hub cannot be reached. ${kept}; trying again in ${countdownWords((submission.againAt - now) / 1000)}.`;
    }
    case 'unsent':
      return UNSENT_WORDS;
    case 'refused': {
      const { title, todo } = problemAdvice(submission.problem);
      const seconds = ((submission.againAt ?? 0) - now) / 1000;
      const fields = (submission.problem.errors ?? [])
        // Of a number that its owner has never seen, nothing is to be said.
        .filter(({ pointer }) => pointer !== '#/upload_id')
        .map(({ pointer, detail }) => `${pointer.replace('#/', '')} ${detail}`);
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
      if (file.kind === 'refused') return file.words;
      return isTried && file.kind === 'none' ? (draftFault(draft)?.words ?? '') : '';
  }
}

/** On the button. */
export function sendWords({ file, submission }: AppState): string {
  if (submission.kind === 'sending' || submission.kind === 'uploading') return 'Sending …';
  if (file.kind !== 'chosen') return 'Bring it to life';
  return file.file.kind === 'mesh' ? 'Give it a shape' : 'Give it a skeleton';
}
