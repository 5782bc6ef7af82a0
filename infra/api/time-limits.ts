/** How long a request may take. An HTTP API gives up after 30 s at the latest (API Gateway quotas, 2023-06 [H]). */
import type { Seconds } from '../../hub/units.ts';
import { CALL_SECONDS_MAX, REQUEST_CALL_COUNT_MAX } from '../functions/call-limits.ts';

/** All calls at their slowest and one second of our own, so that a function ends by itself. */
export const REQUEST_TIMEOUT_SECONDS: Seconds = Math.ceil(REQUEST_CALL_COUNT_MAX * CALL_SECONDS_MAX) + 1;

/** One second more: a slow request ends in the function's log, and never goes on behind a client that was sent away. */
export const INTEGRATION_TIMEOUT_MILLISECONDS = (REQUEST_TIMEOUT_SECONDS + 1) * 1000;
