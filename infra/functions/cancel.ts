/** `POST /v1/jobs/{id}/cancel`: nobody works on it any more; what it has made is kept for a retry. */
import * as z from 'zod';
import { cancelJob } from '../../hub/job/end-job.ts';
import { changedJob } from '../../hub/job/job-change.ts';
import { readVariables } from '../../hub/read-variables.ts';
import { answerOwner, type OwnerRequest } from './answer-owner.ts';
import { changeJobIn } from './change-job.ts';
import { connectTable } from './connect-table.ts';
import { countDepartureIn } from './count-departure.ts';
import { currentTime, variables } from './environment.ts';
import { findJobIn } from './find-job.ts';
import { readFunctionPlan } from './function-plan.ts';
import { type HttpAnswer, problemAnswer } from './http-answer.ts';
import { showJobBy } from './hub-view.ts';
import { log } from './log.ts';
import { findOwnJob, noSuchJob } from './own-job.ts';
import { findQueueStatesIn } from './queue-states.ts';
import { shownAnswer } from './shown-answer.ts';

const variablesSchema = z.object({ JOB_TABLE_NAME: z.string().min(1) });
/** What the function has to be given. */
export type CancelVariables = z.input<typeof variablesSchema>;

const { JOB_TABLE_NAME } = readVariables(variablesSchema, variables, 'the function');
const plan = readFunctionPlan();
const table = connectTable(JOB_TABLE_NAME);
const findJob = findJobIn(table);
const changeJob = changeJobIn(table);
const countDeparture = countDepartureIn(table);
const queues = plan.queues.map(({ name }) => name);
const showJob = showJobBy(plan, { findQueueStates: findQueueStatesIn(table, queues) });

export const handler = (event: unknown): Promise<HttpAnswer> => answerOwner(event, log, answerCancel);

async function answerCancel(request: OwnerRequest): Promise<HttpAnswer> {
  // Until nobody moved it in between. That ends: a job only moves forward.
  for (;;) {
    const job = await findOwnJob(request, findJob, 'exact');
    if (job === undefined) return noSuchJob();
    const now = currentTime();
    const change = cancelJob(job, { now, retentionDays: plan.storage.assetRetentionDays });
    if (change === undefined)
      return problemAnswer('job-has-ended', `there is nothing to cancel: the job is ${job.status}`);
    if ((await changeJob(job, change)) === 'moved') continue;
    log('INFO', 'job canceled', { requestId: request.requestId, jobId: job.jobId, status: job.status });
    // Those behind it move up. Its message is void, and whoever receives it deletes it.
    if (job.attempts === 0) await countDeparture(job.queue);
    return shownAnswer(202, await showJob(changedJob(job, change), now));
  }
}
