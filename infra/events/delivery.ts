/**
 * How hard AWS tries to hand an event to the advance function. What still fails is kept for a person: an event that is lost
 * is a job that stands still.
 */
import type { Count, Seconds } from '../../hub/units.ts';
import { CALL_SECONDS_MAX } from '../functions/call-limits.ts';

/**
 * From EventBridge to Lambda: as long and as often as EventBridge can, which is its default too (EventBridge guide, retry
 * policy, 2023-06 [H]). Said here, because a job may wait for it.
 */
export const RULE_RETRY_POLICY = Object.freeze({
  maximumEventAgeInSeconds: 86_400,
  maximumRetryAttempts: 185,
});

/** From Lambda's own queue to the function: both the most Lambda allows (Lambda guide, asynchronous invocation, 2023 [H]). */
export const INVOKE_RETRY: { readonly maximumEventAgeInSeconds: Seconds; readonly maximumRetryAttempts: Count } =
  Object.freeze({
    // While it is throttled.
    maximumEventAgeInSeconds: 21_600,
    // After an error: one minute later, and two minutes after that.
    maximumRetryAttempts: 2,
  });

/**
 * Three rounds of reading a job (and the queues, meanwhile) and writing it, should its worker write in between; one message,
 * the note that it was sent, and one to whoever scales.
 */
const CALL_COUNT_MAX: Count = 9;

/** All calls at their slowest and one second of our own, so that the function ends by itself. */
export const ADVANCE_TIMEOUT_SECONDS: Seconds = Math.ceil(CALL_COUNT_MAX * CALL_SECONDS_MAX) + 1;
