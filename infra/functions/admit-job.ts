/** Lets a job in, or answers why not and when to come again. */
import { decideAdmission } from '../../hub/job/admission.ts';
import { etaOf } from '../../hub/job/eta.ts';
import { secondsUntil } from '../../hub/job/forecast.ts';
import type { Job } from '../../hub/job/job.ts';
import type { FunctionPlan } from '../../hub/plan/function-plan.ts';
import type { TableConnection } from './connect-table.ts';
import { type HttpAnswer, problemAnswer } from './http-answer.ts';
import { forecastsBy } from './hub-view.ts';
import type { Log } from './log.ts';
import { ownerJobsIn } from './owner-jobs.ts';
import type { CountMessages } from './queue-counts.ts';
import type { FindQueueStates } from './queue-states.ts';

/** Undefined: it is let in, and counts among its owner's open jobs. */
export type AdmitJob = (ownerId: string, jobId: string, now: string) => Promise<HttpAnswer | undefined>;

export type AdmitPorts = {
  readonly table: TableConnection;
  readonly countMessages: CountMessages;
  readonly findQueueStates: FindQueueStates;
  readonly log: Log;
};

const DETAILS = Object.freeze({
  'hub-full': 'the hub has as much to do as it may have',
  'caller-full': 'you have as many open jobs as a caller may have',
});

export function admitJobBy(plan: FunctionPlan, { table, countMessages, findQueueStates, log }: AdmitPorts): AdmitJob {
  const { jobsInSystemMax, jobsPerCallerMax } = plan.admission;
  const ownerJobs = ownerJobsIn(table);
  const findForecasts = forecastsBy(plan, findQueueStates);
  const lastQueue = plan.queues.at(-1)?.name ?? '';

  const countJobs = async (): Promise<number> => {
    if (jobsInSystemMax === 0) return 0;
    const counts = Object.values(await countMessages());
    return counts.reduce((sum, { visibleCount, inFlightCount }) => sum + visibleCount + inFlightCount, 0);
  };
  const decide = async (jobsInSystemCount: number, openJobs: readonly Job[], now: string) => {
    const [states, forecasts] = await Promise.all([findQueueStates(), findForecasts()]);
    const ends = openJobs.map(job => etaOf({ plan, job, states, forecasts, now })?.p50 ?? 0);
    const forecast = forecasts[lastQueue] ?? { stepSeconds: 1, cumulativeCounts: [] };
    return decideAdmission({
      plan: plan.admission,
      jobsInSystemCount,
      nextDepartureSeconds: count => secondsUntil(forecast, count),
      openJobsCount: openJobs.length,
      nextOwnSeconds: Math.min(...ends, Infinity),
    });
  };
  return async (ownerId, jobId, now) => {
    if (jobsInSystemMax === 0 && jobsPerCallerMax === 0) return undefined;
    // The hub's limit first: a caller who is sent away leaves no trace.
    // A queue that cannot be counted takes no message either: that is said when it is sent.
    const jobsInSystemCount = await countJobs().catch(error => {
      log('WARN', 'the messages of the queues could not be counted', { error });
      return 0;
    });
    const hub = await decide(jobsInSystemCount, [], now);
    if (hub.kind === 'refuse') return refusal(hub.code, hub.retryAfterSeconds);
    if (jobsPerCallerMax === 0) return undefined;
    const entry = await ownerJobs.enter(ownerId, jobId, jobsPerCallerMax);
    if (entry.kind === 'entered') return undefined;
    const caller = await decide(0, entry.openJobs, now);
    return refusal('caller-full', caller.kind === 'refuse' ? caller.retryAfterSeconds : 1);
  };
}

const refusal = (code: 'hub-full' | 'caller-full', retryAfterSeconds: number): HttpAnswer =>
  problemAnswer(code, DETAILS[code], { headers: { 'retry-after': `${retryAfterSeconds}` } });
