import type { Draft } from '../state/draft.ts';

/** What a person can do. Views call these and know nothing of how. */
export type Actions = {
  readonly draft: (change: Partial<Pick<Draft, 'kind' | 'prompt' | 'seed' | 'expiresIn'>>) => void;
  readonly submit: () => void;
  /** What was chosen or dropped; one file is wanted. */
  readonly chooseFile: (files: readonly File[]) => void;
  readonly removeFile: () => void;
  readonly stopSending: () => void;
  readonly cancel: () => void;
  readonly retry: () => void;
  /** Starts another one with the description of the job that is shown. */
  readonly useAgain: () => void;
  readonly download: () => void;
  readonly fetchResult: () => void;
  readonly showMore: () => void;
  readonly signIn: () => void;
  readonly signOut: () => void;
};
