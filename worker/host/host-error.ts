/** What goes wrong in a model host, by what is to be done about it. */

export const HOST_ERROR_KINDS = [
  /** Its caller wanted no more. The process is gone. */
  'aborted',
  /** The process died, or is of no more use: start it again, and what it did is worth one more try. */
  'host-crash',
  /** Neither the process nor its memory is of use any more; the same may work with less. */
  'out-of-memory',
  /** A model is not what the code was written for, or was handed what it does not take. No retry helps. */
  'contract-mismatch',
  /** A file is missing or is no model. This worker is broken, another may not be. */
  'model-unusable',
  /** The accelerator that was asked for does not work here. */
  'provider-unusable',
  /** A model answered what is not a number. The same inputs give the same. */
  'bad-output',
  /** Anything else. */
  'failed',
] as const;
export type HostErrorKind = (typeof HOST_ERROR_KINDS)[number];

export class HostError extends Error {
  readonly kind: HostErrorKind;
  /** The end of what the process printed, for the log. */
  readonly outputTail: string | undefined;

  constructor(kind: HostErrorKind, message: string, options: { cause?: unknown; outputTail?: string } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'HostError';
    this.kind = kind;
    this.outputTail = options.outputTail;
  }
}

/** After these nothing more can be done with the process. */
export const isFatal = (error: unknown): boolean =>
  error instanceof HostError && (error.kind === 'host-crash' || error.kind === 'out-of-memory');
