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

/**
 * The longest that one call may take, retries included: three attempts, and pauses between them of at most 0.1 and 0.2 s
 * (@smithy/core 3.38, standard retry [H]). A function's own limit must be above the sum of its calls, or it dies half-way.
 */
export const CALL_SECONDS_MAX: Seconds = ATTEMPT_COUNT_MAX * ATTEMPT_SECONDS_MAX + 0.1 + 0.2;
