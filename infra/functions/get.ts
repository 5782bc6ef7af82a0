/** `GET /v1/jobs/{id}`: how a job stands. Only its owner learns that it exists. */
import * as z from 'zod';
import { FAR_POLL_SECONDS } from '../../hub/catalog/request-counts.ts';
import type { Job } from '../../hub/job/job.ts';
import { jobIdSchema } from '../../hub/job/job-id.ts';
import { isTerminal } from '../../hub/job/job-status.ts';
import { jobView } from '../../hub/job/job-view.ts';
import { answerOwner, type OwnerRequest } from './answer-owner.ts';
import { connectTable } from './connect-table.ts';
import { variables } from './environment.ts';
import { findJobIn } from './find-job.ts';
import { type HttpAnswer, jsonAnswer, problemAnswer } from './http-answer.ts';
import { log } from './log.ts';
import { readVariables } from './read-variables.ts';

const variablesSchema = z.object({ JOB_TABLE_NAME: z.string().min(1) });
/** What the function has to be given. */
export type GetVariables = z.input<typeof variablesSchema>;

const { JOB_TABLE_NAME } = readVariables(variablesSchema, variables);
const findJob = findJobIn(connectTable(JOB_TABLE_NAME));

export const handler = (event: unknown): Promise<HttpAnswer> => answerOwner(event, log, answerGet);

async function answerGet({ ownerId, id }: OwnerRequest): Promise<HttpAnswer> {
  const job = jobIdSchema.safeParse(id).success ? await findSoonest(id!) : undefined;
  if (job === undefined || job.ownerId !== ownerId) return problemAnswer('job-not-found', 'you have no job of this id');
  const headers = isTerminal(job.status) ? {} : { 'retry-after': `${FAR_POLL_SECONDS}` };
  return jsonAnswer(200, jobView(job), headers);
}

/** Half the price for all but the first instants of a job, when only an exact read is sure to see it. */
async function findSoonest(jobId: string): Promise<Job | undefined> {
  return (await findJob(jobId, 'fast')) ?? (await findJob(jobId, 'exact'));
}
