/**
 * How the work on one message ended. Each is a value, and each has its action (settle-message.ts): nothing is decided by
 * where an exception happens to be caught.
 */
import type { DropReason } from '../../hub/job/claim-job.ts';
import type { Failure } from '../../hub/job/failure.ts';
import type { Seconds } from '../../hub/units.ts';

export type Outcome =
  /** All stages of this queue are stored: let go of the job, delete the message. */
  | { readonly kind: 'done' }
  /** The message is of no use to anybody: delete it. */
  | { readonly kind: 'drop'; readonly reason: DropReason | 'unknown-job' }
  /** Somebody else has the job now: come back to the message later, touch nothing. */
  | { readonly kind: 'wait'; readonly seconds: Seconds }
  /** It will fail at every attempt: tell its owner, delete the message. */
  | { readonly kind: 'permanent'; readonly failure: Failure; readonly error?: unknown }
  /** It may work at another attempt: let go, hide the message for a while. After the last attempt it is a failure. */
  | { readonly kind: 'transient'; readonly error: unknown }
  /** Nobody can read the message: leave it to the queue, which gives it to the dead letters after its last receive. */
  | { readonly kind: 'unreadable'; readonly error: unknown }
  /** The instance is going: let go, show the message at once. */
  | { readonly kind: 'drain' }
  /** Another worker has the job by now: write nothing, leave the message alone. */
  | { readonly kind: 'lease-lost'; readonly error?: unknown };
export type OutcomeKind = Outcome['kind'];
