/** `GET /v1/jobs/{id}/result`: leads to what was made, at the nearest edge. */
import * as z from 'zod';
import type { ResultView } from '../../hub/job/answer-schemas.ts';
import { isTerminal } from '../../hub/job/job-status.ts';
import { RESULT_FILES, resultKey } from '../../hub/job/result-file.ts';
import { later } from '../../hub/job/times.ts';
import { readVariables } from '../../hub/read-variables.ts';
import { SECONDS_PER_DAY } from '../../hub/units.ts';
import { answerOwner, type OwnerRequest } from './answer-owner.ts';
import { connectTable } from './connect-table.ts';
import { currentTime, variables } from './environment.ts';
import { findJobIn } from './find-job.ts';
import { readFunctionPlan } from './function-plan.ts';
import { type HttpAnswer, jsonAnswer, problemAnswer } from './http-answer.ts';
import { log } from './log.ts';
import { findOwnJob, noSuchJob } from './own-job.ts';
import { signingVariables, signUrlBy } from './signing.ts';

const variablesSchema = z.object({ JOB_TABLE_NAME: z.string().min(1), ...signingVariables });
/** What the function has to be given. */
export type ResultVariables = z.input<typeof variablesSchema>;

const settings = readVariables(variablesSchema, variables, 'the function');
const plan = readFunctionPlan();
const findJob = findJobIn(connectTable(settings.JOB_TABLE_NAME));
const signUrl = signUrlBy(settings);

export const handler = (event: unknown): Promise<HttpAnswer> => answerOwner(event, log, answerResult);

async function answerResult(request: OwnerRequest): Promise<HttpAnswer> {
  const job = await findOwnJob(request, findJob, 'exact');
  if (job === undefined) return noSuchJob();
  const now = currentTime();
  if (!isTerminal(job.status)) {
    const headers = { 'retry-after': `${plan.assumptions.clientPollSeconds}` };
    return problemAnswer('result-not-ready', 'the job is not done yet; ask for the job to see how it stands', {
      headers,
    });
  }
  const key = resultKey(job);
  if (job.status !== 'succeeded' || key === undefined) {
    return problemAnswer('job-has-ended', `there is no result: the job is ${job.status}`);
  }
  const goneAt = later(job.finishedAt ?? job.updatedAt, plan.storage.assetRetentionDays * SECONDS_PER_DAY);
  if (goneAt <= now)
    return problemAnswer('result-gone', `results are kept for ${plan.storage.assetRetentionDays} days`);
  const { url, expiresAt } = await signUrl(key, now);
  const { name, mediaType } = RESULT_FILES[job.kind];
  const view: ResultView = { url, file_name: name, media_type: mediaType, expires_at: expiresAt };
  return jsonAnswer(303, view, { location: url });
}
