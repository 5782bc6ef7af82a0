/** Why a job failed, for the person who asked for it. Clients go by `code`, which never changes its meaning. */
import * as z from 'zod';

export const FAILURES = Object.freeze({
  'input-refused': 'the prompt or the upload asks for something that this hub does not make',
  'input-unreadable': 'the upload is not what it says it is, or is damaged',
  'no-character': 'nothing usable came of this prompt or upload; change it and try again',
  'hub-fault': 'something is wrong with the hub; its operators see it',
  'too-many-attempts': 'every worker that took it up was lost or failed; it can be tried again',
});
export type FailureCode = keyof typeof FAILURES;

export const FAILURE_CODES = Object.keys(FAILURES) as [FailureCode, ...FailureCode[]];

export const failureSchema = z.object({
  code: z.enum(FAILURE_CODES),
  /** For the person who reads it. No stack, no path, nothing of another job. */
  detail: z.string(),
});
export type Failure = Readonly<z.infer<typeof failureSchema>>;

/** @example failureOf('hub-fault').detail   // 'something is wrong with the hub; its operators see it' */
export const failureOf = (code: FailureCode, detail: string = FAILURES[code]): Failure => ({ code, detail });
