import type { Seconds } from '../../hub/units.ts';
import { type HttpAnswer, problemAnswer } from './http-answer.ts';

/** The SDK has tried for some seconds by now; most disturbances are over in a few more. */
const AGAIN_SECONDS: Seconds = 5;

export const unsentAnswer = (detail: string): HttpAnswer =>
  problemAnswer('queue-unavailable', detail, { headers: { 'retry-after': `${AGAIN_SECONDS}` } });
