/** What the API refuses and how jobs fail, for a player: what happened, and what to do. */
import type { Failure, Problem } from '../api/seen-job.ts';

export type Advice = { readonly title: string; readonly todo: string };

/** One for each code of the API: a new code does not compile until it has words. */
const PROBLEMS: Readonly<Record<Problem['code'], Advice>> = Object.freeze({
  'invalid-json': { title: 'The hub did not understand this page.', todo: 'Reload the page and try again.' },
  'invalid-request': {
    title: 'That is not something the hub can make.',
    todo: 'Change your description and try again.',
  },
  unauthenticated: { title: 'You are signed out.', todo: 'Sign in again; your description is kept.' },
  'job-not-found': {
    title: 'There is no such character here.',
    todo: 'It may be somebody else’s, or was made so long ago that it is gone.',
  },
  'route-not-found': { title: 'This page and the hub do not fit together.', todo: 'Reload the page.' },
  'method-not-allowed': { title: 'This page and the hub do not fit together.', todo: 'Reload the page.' },
  'job-id-taken': { title: 'That number is taken.', todo: 'Try again.' },
  'submit-in-progress': { title: 'Your request is already on its way.', todo: 'Wait a moment.' },
  'job-has-ended': { title: 'It has already ended.', todo: 'There is nothing left to cancel.' },
  'job-not-retryable': { title: 'It cannot be tried again.', todo: 'Start a new one with the same description.' },
  'result-not-ready': { title: 'It is not done yet.', todo: 'Wait a moment.' },
  'result-gone': { title: 'It was kept as long as the hub keeps things, and is gone.', todo: 'Make it again.' },
  'body-too-large': { title: 'That is too much text.', todo: 'Shorten your description.' },
  'unsupported-media-type': { title: 'The hub does not take this kind of file.', todo: 'Choose another one.' },
  'upload-unusable': { title: 'The hub cannot use this file.', todo: 'Choose another one.' },
  'idempotency-key-reused': { title: 'The description changed while it was sent.', todo: 'Send it again.' },
  'caller-full': {
    title: 'You have as many in the making as you may.',
    todo: 'Wait until one is done, or cancel one.',
  },
  'hub-full': { title: 'The hub is full right now.', todo: 'Your description is kept; try again in a while.' },
  internal: { title: 'Something went wrong at the hub.', todo: 'It is not your fault. Try again in a moment.' },
  'queue-unavailable': { title: 'The hub cannot take anything in right now.', todo: 'Try again in a moment.' },
});

const FAILURES: Readonly<Record<Failure['code'], Advice>> = Object.freeze({
  'input-refused': { title: 'The hub does not make this.', todo: 'Describe something else.' },
  'input-unreadable': { title: 'Your file could not be read.', todo: 'Choose another one.' },
  'no-character': {
    title: 'No character came out of this.',
    todo: 'Describe one figure, standing, with its arms and legs to be seen.',
  },
  'hub-fault': { title: 'Something broke while it was made.', todo: 'Try again: what is done is kept.' },
  'too-many-attempts': { title: 'It failed several times.', todo: 'Try again later, or describe it differently.' },
});

/** Codes may come that are newer than this page: their own words are better than none. */
export const problemAdvice = ({ code, detail }: Problem): Advice =>
  PROBLEMS[code] ?? { title: 'The hub said no.', todo: detail };

export const failureAdvice = ({ code, detail }: Failure): Advice =>
  FAILURES[code] ?? { title: 'It could not be made.', todo: detail };

/** Of a file's: whoever looked at it says what is to be done with it, better than advice about words could. */
export const fileFailureAdvice = (failure: Failure): Advice =>
  failure.code === 'no-character' && failure.detail !== ''
    ? { title: 'Nothing could be made of this file.', todo: sentenceOf(failure.detail) }
    : failureAdvice(failure);

/** @example sentenceOf('the mesh is empty')   // 'The mesh is empty.' */
const sentenceOf = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
