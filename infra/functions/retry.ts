/** `POST /v1/jobs/{id}/retry`: once more, from where it stopped. */
import * as z from 'zod';
import { retryJob } from '../../hub/job/end-job.ts';
import { changedJob } from '../../hub/job/job-change.ts';
import { openJobRetentionDays } from '../../hub/job/retention.ts';
import { jsonText, readVariables } from '../../hub/read-variables.ts';
import { type AdmitJob, admitJobBy } from './admit-job.ts';
import { answerOwner, type OwnerRequest } from './answer-owner.ts';
import { changeJobIn } from './change-job.ts';
import { connectTable } from './connect-table.ts';
import { currentTime, variables } from './environment.ts';
import { findJobIn } from './find-job.ts';
import { findPlacesBy } from './find-places.ts';
import { readFunctionPlan } from './function-plan.ts';
import { type HttpAnswer, problemAnswer } from './http-answer.ts';
import { showJobBy } from './hub-view.ts';
import { log } from './log.ts';
import { findOwnJob, noSuchJob } from './own-job.ts';
import { COUNTS_KEPT_SECONDS, countMessagesIn } from './queue-counts.ts';
import { findQueueStatesIn } from './queue-states.ts';
import { sendMessageTo } from './send-message.ts';
import { sendTurn } from './send-turn.ts';
import { shortCache } from './short-cache.ts';
import { shownAnswer } from './shown-answer.ts';
import { unsentAnswer } from './unsent-answer.ts';

const variablesSchema = z.object({
  JOB_TABLE_NAME: z.string().min(1),
  /** JSON: URL by the queue's name in the plan. */
  QUEUE_URLS: jsonText(z.record(z.string(), z.url())),
});
/** What the function has to be given. */
export type RetryVariables = z.input<typeof variablesSchema>;

const { JOB_TABLE_NAME, QUEUE_URLS } = readVariables(variablesSchema, variables, 'the function');
const plan = readFunctionPlan();
const table = connectTable(JOB_TABLE_NAME);
const findJob = findJobIn(table);
const changeJob = changeJobIn(table);
const sendMessage = sendMessageTo(QUEUE_URLS);
const queues = plan.queues.map(({ name }) => name);
const findQueueStates = findQueueStatesIn(table, queues);
const countMessages = shortCache(COUNTS_KEPT_SECONDS, countMessagesIn(QUEUE_URLS));
const findPlaces = findPlacesBy(countMessages, findQueueStates);
const admitJob: AdmitJob = admitJobBy(plan, { table, countMessages, findQueueStates, log });
const showJob = showJobBy(plan, { findQueueStates });

export const handler = (event: unknown): Promise<HttpAnswer> => answerOwner(event, log, answerRetry);

async function answerRetry(request: OwnerRequest): Promise<HttpAnswer> {
  for (;;) {
    const job = await findOwnJob(request, findJob, 'exact');
    if (job === undefined) return noSuchJob();
    const now = currentTime();
    const place = (await findPlaces())[job.queue] ?? { aheadCount: 0, departedCount: 0 };
    const retry = retryJob(job, { now, place, openDays: openJobRetentionDays(plan) });
    if (retry.kind === 'refuse') {
      const why = retry.reason === 'open' ? 'is not done yet' : 'has succeeded: submit another one';
      return problemAnswer('job-not-retryable', `there is nothing to retry: the job ${why}`);
    }
    const refusal = await admitJob(request.ownerId, job.jobId, now);
    if (refusal !== undefined) return refusal;
    if ((await changeJob(job, retry.change)) === 'moved') continue;
    const queued = changedJob(job, retry.change);
    log('INFO', 'job retried', { requestId: request.requestId, jobId: job.jobId, turn: queued.turn });
    try {
      await sendTurn(queued, { sendMessage, changeJob, log });
    } catch (error) {
      // It is queued and will be sent: the reconciler finds that its turn has no message.
      log('ERROR', 'the queue took no message', { jobId: job.jobId, queue: job.queue, error });
      return unsentAnswer('the job is queued again, but its start is delayed, because the queue took no message');
    }
    return shownAnswer(202, await showJob({ ...queued, sentTurn: queued.turn }, now));
  }
}
