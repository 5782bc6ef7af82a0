/** What all functions that show a job have in common: its place, when it will be done, and when to ask again. */
import { etaOf, type Forecasts, forecastsOf, retryAfterSeconds } from '../../hub/job/eta.ts';
import type { Job } from '../../hub/job/job.ts';
import { type JobView, jobView } from '../../hub/job/job-view.ts';
import { pipelineOf } from '../../hub/job/pipeline.ts';
import { keptPreviews } from '../../hub/job/preview.ts';
import { queuePosition, waitReason } from '../../hub/job/queue-place.ts';
import { UNSEEN_QUEUE } from '../../hub/job/queue-state.ts';
import type { FunctionPlan } from '../../hub/plan/function-plan.ts';
import type { Seconds } from '../../hub/units.ts';
import type { FindQueueStates } from './queue-states.ts';
import { shortCache } from './short-cache.ts';
import type { SignUrl } from './sign-url.ts';

export type ShownJob = {
  readonly view: JobView;
  /** Undefined for a job that has ended: nothing will change. */
  readonly retryAfterSeconds: Seconds | undefined;
};

export type ShowJob = (job: Job, now: string) => Promise<ShownJob>;

/** A forecast is of minutes: nobody sees that it is some seconds old. */
const FORECAST_KEPT_SECONDS: Seconds = 5;

export type ShowPorts = {
  readonly findQueueStates: FindQueueStates;
  /** Absent in functions that show no preview. */
  readonly signUrl?: SignUrl;
};

export function showJobBy(plan: FunctionPlan, { findQueueStates, signUrl }: ShowPorts): ShowJob {
  const pipeline = pipelineOf(plan);
  const findForecasts = forecastsBy(plan, findQueueStates);
  return async (job, now) => {
    const { previewKey, previewMeshKey } = keptPreviews(job, { now, retentionDays: plan.storage.assetRetentionDays });
    const urlOf = async (key: string | undefined) => (key === undefined ? undefined : (await signUrl?.(key, now))?.url);
    const [previewUrl, previewMeshUrl] = await Promise.all([urlOf(previewKey), urlOf(previewMeshKey)]);
    const [states, forecasts] = await Promise.all([findQueueStates(), findForecasts()]);
    const state = states[job.queue] ?? UNSEEN_QUEUE;
    const eta = etaOf({ plan, job, states, forecasts, now });
    const view = jobView(
      job,
      { pipeline, stages: plan.stages },
      {
        position: queuePosition(job, state, now),
        waitReason: waitReason(job, state, now),
        eta,
        previewUrl,
        previewMeshUrl,
      },
    );
    const pauseSeconds = plan.assumptions.clientPollSeconds;
    return { view, retryAfterSeconds: eta === undefined ? undefined : retryAfterSeconds(eta, pauseSeconds) };
  };
}

export const forecastsBy = (plan: FunctionPlan, findQueueStates: FindQueueStates): (() => Promise<Forecasts>) =>
  shortCache(FORECAST_KEPT_SECONDS, async () => forecastsOf(plan, await findQueueStates()));
