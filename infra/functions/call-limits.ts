/** How long a function waits for AWS. Without limits of ours, a connection that hangs would take all of a function's time. */
import type { Count, Seconds } from '../../hub/units.ts';

/** DynamoDB answers in about 10 ms and SQS in 105 ms at p99 (eu-west-1, 2022-09 [M]); the first call also connects. */
const ATTEMPT_SECONDS_MAX: Seconds = 0.9;
const CONNECT_SECONDS_MAX: Seconds = 0.5;
const ATTEMPT_COUNT_MAX: Count = 3;

/** For the constructor of an AWS client. */
export const CALL_LIMITS = Object.freeze({
  maxAttempts: ATTEMPT_COUNT_MAX,
  requestHandler: {
    connectionTimeout: CONNECT_SECONDS_MAX * 1000,
    requestTimeout: ATTEMPT_SECONDS_MAX * 1000,
    // Otherwise the SDK only warns.
    throwOnRequestTimeout: true,
  },
});

/** Of services that change machines, not data: they are asked seldom, and answer in their own time. Own choice. */
const CONTROL_ATTEMPT_SECONDS_MAX: Seconds = 5;

export const CONTROL_CALL_LIMITS = Object.freeze({
  ...CALL_LIMITS,
  requestHandler: { ...CALL_LIMITS.requestHandler, requestTimeout: CONTROL_ATTEMPT_SECONDS_MAX * 1000 },
});

// Pauses are random, up to these (@smithy/core 3.41, StandardRetryStrategy [H]).
const PAUSE_SECONDS_MAX = 0.05 + 0.1;
const THROTTLED_PAUSE_SECONDS_MAX = 1 + 2;
/** A refusal for being too fast comes quickly. */
const REFUSAL_SECONDS = 0.05;

/**
 * The longest that one call takes, retries included: three attempts without an answer, or three refusals with longer pauses.
 * A function's own limit must be above the sum of its calls, or it dies half-way.
 */
export const CALL_SECONDS_MAX: Seconds = Math.max(
  ATTEMPT_COUNT_MAX * ATTEMPT_SECONDS_MAX + PAUSE_SECONDS_MAX,
  ATTEMPT_COUNT_MAX * REFUSAL_SECONDS + THROTTLED_PAUSE_SECONDS_MAX,
);

/** A request at its worst is a submit: look for a repetition, count, admit, look at the upload, store, send, note or withdraw. */
export const REQUEST_CALL_COUNT_MAX: Count = 8;
