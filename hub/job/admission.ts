/** Who is let in: a caller with few open jobs, while the hub is not full. The simulator's `jobsInSystemMax` is the same number. */
import type { AdmissionPlan } from '../plan/site-plan.ts';
import type { Count, Seconds } from '../units.ts';

export type Admission =
  | { readonly kind: 'admit' }
  /** Try again in that time, and not before: then it should work. */
  | { readonly kind: 'refuse'; readonly code: 'hub-full' | 'caller-full'; readonly retryAfterSeconds: Seconds };

/** Nobody is sent away for longer: an estimate may be wrong. */
const RETRY_SECONDS_MAX: Seconds = 3600;
const RETRY_SECONDS_MIN: Seconds = 5;

export type AdmissionInput = {
  readonly plan: AdmissionPlan;
  /** Messages waiting and in flight, over all queues: an open job has one. */
  readonly jobsInSystemCount: Count;
  /** Seconds until one more of them has left, by the forecast. */
  readonly nextDepartureSeconds: (count: Count) => Seconds;
  /** Of this caller. */
  readonly openJobsCount: Count;
  /** Until the first of the caller's jobs is done. */
  readonly nextOwnSeconds: Seconds;
};

export function decideAdmission(input: AdmissionInput): Admission {
  const { plan, jobsInSystemCount, openJobsCount } = input;
  if (plan.jobsPerCallerMax > 0 && openJobsCount >= plan.jobsPerCallerMax) {
    return { kind: 'refuse', code: 'caller-full', retryAfterSeconds: told(input.nextOwnSeconds) };
  }
  const excess = jobsInSystemCount - plan.jobsInSystemMax + 1;
  if (plan.jobsInSystemMax > 0 && excess > 0) {
    return { kind: 'refuse', code: 'hub-full', retryAfterSeconds: told(input.nextDepartureSeconds(excess)) };
  }
  return { kind: 'admit' };
}

const told = (seconds: Seconds): Seconds =>
  Math.ceil(Math.min(RETRY_SECONDS_MAX, Math.max(RETRY_SECONDS_MIN, seconds)));
