/**
 * The one error class. A HubError is a mistake a person can mend: its message says rule, place, saw and wanted;
 * its hint is one action. Anything else that is thrown is a defect of ours and is reported as such.
 */
import type { Problem } from './yaml/problem.ts';

export type HubErrorCode =
  | 'USAGE' // a flag or argument is wrong
  | 'CONFIG_INVALID' // a stack or scenario file is wrong
  | 'FILE_UNREADABLE' // a named file cannot be read
  | 'FILE_UNWRITABLE' // a named output cannot be written
  | 'BASELINE_INVALID' // what a study is compared with is not comparable, or no result at all
  | 'REVISION_UNREADABLE' // git has no such revision, or no such file in it
  | 'TRACE_INVALID' // an arrival or availability trace is wrong
  | 'MODEL_FILE' // a model file cannot be had, or is not what its lock says
  | 'AWS_UNANSWERED' // AWS could not be asked, or did not answer what was needed
  | 'INTERRUPTED'; // the person pressed Ctrl-C

export type HubErrorOptions = {
  /** One action that mends it. */
  readonly hint?: string;
  /** All problems at once, where there can be several. */
  readonly problems?: readonly Problem[];
  readonly cause?: unknown;
};

export class HubError extends Error {
  readonly code: HubErrorCode;
  readonly hint: string | undefined;
  readonly problems: readonly Problem[];

  constructor(code: HubErrorCode, message: string, options: HubErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'HubError';
    this.code = code;
    this.hint = options.hint;
    this.problems = options.problems ?? [];
  }
}
