/** `GET /v1/jobs/{id}`: how a job stands. Only its owner learns that it exists. */
import * as z from 'zod';
import { readVariables } from '../../hub/read-variables.ts';
import { answerOwner, type OwnerRequest } from './answer-owner.ts';
import { connectTable } from './connect-table.ts';
import { withEntityTag } from './entity-tag.ts';
import { currentTime, variables } from './environment.ts';
import { findJobIn } from './find-job.ts';
import { readFunctionPlan } from './function-plan.ts';
import type { HttpAnswer } from './http-answer.ts';
import { showJobBy } from './hub-view.ts';
import { log } from './log.ts';
import { findOwnJob, noSuchJob } from './own-job.ts';
import { findQueueStatesIn } from './queue-states.ts';
import { shownAnswer } from './shown-answer.ts';
import { signingVariables, signUrlBy } from './signing.ts';

const variablesSchema = z.object({ JOB_TABLE_NAME: z.string().min(1), ...signingVariables });
/** What the function has to be given. */
export type GetVariables = z.input<typeof variablesSchema>;

const settings = readVariables(variablesSchema, variables, 'the function');
const plan = readFunctionPlan();
const table = connectTable(settings.JOB_TABLE_NAME);
const findJob = findJobIn(table);
const queues = plan.queues.map(({ name }) => name);
const showJob = showJobBy(plan, {
  findQueueStates: findQueueStatesIn(table, queues),
  signUrl: signUrlBy(settings),
});

export const handler = (event: unknown): Promise<HttpAnswer> => answerOwner(event, log, answerGet);

async function answerGet(request: OwnerRequest): Promise<HttpAnswer> {
  const job = await findOwnJob(request, findJob, 'fast');
  if (job === undefined) return noSuchJob();
  const shown = await showJob(job, currentTime());
  return withEntityTag(shownAnswer(200, shown), request.headers['if-none-match']);
}
