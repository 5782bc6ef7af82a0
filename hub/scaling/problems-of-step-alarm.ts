import { SECONDS_PER_DAY, SECONDS_PER_HOUR, SECONDS_PER_MINUTE, SECONDS_PER_WEEK } from '../units.ts';
import type { StepPolicy } from './policy.ts';
import type { PolicyProblem } from './policy-problem.ts';

/** Periods CloudWatch takes besides multiples of a minute; only high-resolution metrics have data that fine [H]. */
const HIGH_RESOLUTION_PERIODS_SECONDS: readonly number[] = [10, 20, 30];

/**
 * Problems of a step policy's alarm: period, "M of N", and a scale-in that looks only at waiting jobs.
 * Sources: CloudWatch guide, AlarmThatSendsEmail, 2023-05-18, and the botocore model of 2026-08-07 [H].
 * Example: 4 of 3 -> an error at `['datapointsToAlarm']`.
 */
export function problemsOfStepAlarm(policy: StepPolicy): readonly PolicyProblem[] {
  return [...problemsOfPeriod(policy), ...problemsOfDatapoints(policy), ...problemsOfBlindScaleIn(policy)];
}

function problemsOfPeriod(policy: StepPolicy): readonly PolicyProblem[] {
  const { periodSeconds, evaluationPeriods } = policy;
  const path = ['periodSeconds'];
  if (HIGH_RESOLUTION_PERIODS_SECONDS.includes(periodSeconds)) {
    const message = `${policy.metric} has one datapoint a minute: a period of ${periodSeconds} s is mostly missing data`;
    return [{ severity: 'error', path, message, hint: 'set periodSeconds to 60' }];
  }
  if (periodSeconds % SECONDS_PER_MINUTE !== 0) {
    const message = `must be a multiple of 60 (saw ${periodSeconds})`;
    return [{ severity: 'error', path, message, hint: 'set periodSeconds to 60' }];
  }
  // Alarms watch at most a day, or a week where a period is an hour or longer.
  const limitSeconds = periodSeconds < SECONDS_PER_HOUR ? SECONDS_PER_DAY : SECONDS_PER_WEEK;
  const watchedSeconds = periodSeconds * evaluationPeriods;
  if (watchedSeconds <= limitSeconds) return [];
  const message = `periodSeconds x evaluationPeriods must be <= ${limitSeconds} (saw ${watchedSeconds})`;
  const most = Math.floor(limitSeconds / periodSeconds);
  const hint = most === 0 ? 'set periodSeconds to 60' : `lower evaluationPeriods to ${most}`;
  return [{ severity: 'error', path: ['evaluationPeriods'], message, hint }];
}

function problemsOfDatapoints(policy: StepPolicy): readonly PolicyProblem[] {
  const { datapointsToAlarm, evaluationPeriods } = policy;
  if (datapointsToAlarm === undefined || datapointsToAlarm <= evaluationPeriods) return [];
  const message = `must be <= evaluationPeriods (saw ${datapointsToAlarm}, evaluationPeriods ${evaluationPeriods})`;
  const hint = `set datapointsToAlarm to ${evaluationPeriods} or leave it out`;
  return [{ severity: 'error', path: ['datapointsToAlarm'], message, hint }];
}

/** The in-flight trap: a queue without waiting jobs is not an idle fleet. */
function problemsOfBlindScaleIn(policy: StepPolicy): readonly PolicyProblem[] {
  const scalesIn = policy.comparison === '<' || policy.comparison === '<=';
  if (!scalesIn || (policy.metric !== 'visible' && policy.metric !== 'oldestAgeSeconds')) return [];
  const message = `${policy.metric} does not see jobs in flight: a low alarm on it scales in under running jobs`;
  return [{ severity: 'warning', path: ['metric'], message, hint: 'use backlog, which counts waiting and in flight' }];
}
