/** `GET /v1/queue`: how much there is to do, who does it, and how long a job submitted now would take. */
import * as z from 'zod';
import type { QueueView } from '../../hub/job/answer-schemas.ts';
import { etaOf } from '../../hub/job/eta.ts';
import { newJob } from '../../hub/job/job.ts';
import { JOB_ID_BYTE_COUNT, jobIdOf } from '../../hub/job/job-id.ts';
import { openJobRetentionDays } from '../../hub/job/retention.ts';
import { jsonText, readVariables } from '../../hub/read-variables.ts';
import { answerOwner } from './answer-owner.ts';
import { connectTable } from './connect-table.ts';
import { currentTime, variables } from './environment.ts';
import { findPlacesBy } from './find-places.ts';
import { readFunctionPlan } from './function-plan.ts';
import { type HttpAnswer, jsonAnswer } from './http-answer.ts';
import { forecastsBy } from './hub-view.ts';
import { log } from './log.ts';
import { COUNTS_KEPT_SECONDS, countMessagesIn } from './queue-counts.ts';
import { findQueueStatesIn } from './queue-states.ts';
import { shortCache } from './short-cache.ts';

const variablesSchema = z.object({
  JOB_TABLE_NAME: z.string().min(1),
  /** JSON: URL by the queue's name in the plan. */
  QUEUE_URLS: jsonText(z.record(z.string(), z.url())),
});
/** What the function has to be given. */
export type QueueVariables = z.input<typeof variablesSchema>;

const { JOB_TABLE_NAME, QUEUE_URLS } = readVariables(variablesSchema, variables, 'the function');
const plan = readFunctionPlan();
const table = connectTable(JOB_TABLE_NAME);
const queues = plan.queues.map(({ name }) => name);
const findQueueStates = findQueueStatesIn(table, queues);
const countMessages = shortCache(COUNTS_KEPT_SECONDS, countMessagesIn(QUEUE_URLS));
const findForecasts = forecastsBy(plan, findQueueStates);
const findPlaces = findPlacesBy(countMessages, findQueueStates);

export const handler = (event: unknown): Promise<HttpAnswer> => answerOwner(event, log, answerQueue);

async function answerQueue(): Promise<HttpAnswer> {
  const now = currentTime();
  const [counts, states, forecasts] = await Promise.all([countMessages(), findQueueStates(), findForecasts()]);
  const firstQueue = queues[0]!;
  const place = (await findPlaces())[firstQueue] ?? { aheadCount: 0, departedCount: 0 };
  const job = newJob({
    jobId: jobIdOf(new Uint8Array(JOB_ID_BYTE_COUNT)),
    ownerId: 'nobody',
    request: { kind: 'character', prompt: 'any' },
    requestHash: '',
    firstQueue,
    place,
    now,
    openDays: openJobRetentionDays(plan),
  });
  const { jobsInSystemMax } = plan.admission;
  const jobsCount = Object.values(counts).reduce((sum, one) => sum + one.visibleCount + one.inFlightCount, 0);
  const view: QueueView = {
    queues: queues.map(queue => {
      const workers = states[queue]?.seen?.workers;
      return {
        queue,
        waiting: counts[queue]?.visibleCount ?? 0,
        running: counts[queue]?.inFlightCount ?? 0,
        ...(workers === undefined
          ? {}
          : { workers: { desired: workers.desiredCount, in_service: workers.inServiceCount } }),
      };
    }),
    accepting: jobsInSystemMax === 0 || jobsCount < jobsInSystemMax,
    /** Of a character that is submitted now. */
    eta_seconds: etaOf({ plan, job, states, forecasts, now }),
    estimated: true,
  };
  return jsonAnswer(200, view, { 'retry-after': `${plan.assumptions.clientPollSeconds}` });
}
