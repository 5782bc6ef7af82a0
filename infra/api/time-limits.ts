/** How long a request may take. An HTTP API gives up after 30 s at the latest (API Gateway quotas, 2023-06 [H]). */
import type { Seconds } from '../../hub/units.ts';

/** Two calls to AWS of some tens of milliseconds, and the SDK's retries of each. */
export const REQUEST_TIMEOUT_SECONDS: Seconds = 10;

/** One second more, so that a slow request ends in the function's log and not in a client that was left alone. */
export const INTEGRATION_TIMEOUT_MILLISECONDS = (REQUEST_TIMEOUT_SECONDS + 1) * 1000;
