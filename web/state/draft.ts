/** What a player has written and chosen. It outlives a sign-in and a reload. */
import type { JobKind } from '../api/seen-job.ts';
import type { ChosenFile } from './chosen-file.ts';

export type Draft = {
  readonly kind: Extract<JobKind, 'character' | 'image'>;
  readonly prompt: string;
  /** As typed; empty: the hub draws one. */
  readonly seed: string;
  /** Seconds after which it is no longer wanted; 0: as long as the hub keeps it. */
  readonly expiresIn: number;
  /** The Idempotency-Key: whatever is sent twice with it makes one job. Another text gets another one. */
  readonly key: string;
  /** It is sent as soon as its writer has signed in. */
  readonly isToSend: boolean;
};

export const PROMPT_LENGTH_MAX = 1000;

export const emptyDraft = (key: string): Draft => ({
  kind: 'character',
  prompt: '',
  seed: '',
  expiresIn: 0,
  key,
  isToSend: false,
});

/** @returns undefined for what is no draft of this page */
export function parseDraft(text: string | undefined, key: string): Draft | undefined {
  if (text === undefined) return undefined;
  try {
    const kept = JSON.parse(text) as Partial<Draft> | null;
    if (typeof kept?.prompt !== 'string') return undefined;
    return {
      kind: kept.kind === 'image' ? 'image' : 'character',
      prompt: kept.prompt,
      seed: typeof kept.seed === 'string' ? kept.seed : '',
      expiresIn: typeof kept.expiresIn === 'number' ? kept.expiresIn : 0,
      key: typeof kept.key === 'string' ? kept.key : key,
      isToSend: kept.isToSend === true,
    };
  } catch {
    return undefined;
  }
}

/** What stands against sending it, to be shown at its field; undefined: nothing. */
export function draftFault({
  prompt,
  seed,
}: Draft): { readonly field: 'prompt' | 'seed'; readonly words: string } | undefined {
  if (prompt.trim() === '') return { field: 'prompt', words: 'Describe your character first.' };
  if (prompt.length > PROMPT_LENGTH_MAX) {
    return { field: 'prompt', words: `At most ${PROMPT_LENGTH_MAX} characters, please: these are ${prompt.length}.` };
  }
  if (!/^\d{0,15}$/.test(seed.trim())) return { field: 'seed', words: 'A seed is a whole number.' };
  return undefined;
}

export type SubmitBody =
  | {
      readonly kind: Draft['kind'];
      readonly prompt: string;
      readonly seed?: number;
      readonly expires_in?: number;
    }
  | { readonly kind: ChosenFile['kind']; readonly upload_id: string; readonly expires_in?: number };

export const submitBodyOf = ({ kind, prompt, seed, expiresIn }: Draft): SubmitBody => ({
  kind,
  prompt: prompt.trim(),
  ...(seed.trim() === '' ? {} : { seed: Number(seed.trim()) }),
  ...(expiresIn === 0 ? {} : { expires_in: expiresIn }),
});

/** @param uploadId under which the file lies at the hub */
export const submitFileBodyOf = ({ expiresIn }: Draft, { kind }: ChosenFile, uploadId: string): SubmitBody => ({
  kind,
  upload_id: uploadId,
  ...(expiresIn === 0 ? {} : { expires_in: expiresIn }),
});
