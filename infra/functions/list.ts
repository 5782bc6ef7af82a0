/** `GET /v1/jobs`: the caller's jobs, newest first. */
import * as z from 'zod';
import { fieldProblems } from '../../hub/job/field-problems.ts';
import { JOBS_PATH } from '../../hub/job/job-path.ts';
import { LIST_LIMIT_DEFAULT, LIST_LIMIT_MAX } from '../../hub/openapi/limits.ts';
import { readVariables } from '../../hub/read-variables.ts';
import { answerOwner, type OwnerRequest } from './answer-owner.ts';
import { connectTable } from './connect-table.ts';
import { currentTime, variables } from './environment.ts';
import { readFunctionPlan } from './function-plan.ts';
import { type HttpAnswer, jsonAnswer, problemAnswer } from './http-answer.ts';
import { showJobBy } from './hub-view.ts';
import { cursorOf, listJobsIn, parseCursor } from './list-jobs.ts';
import { log } from './log.ts';
import { findQueueStatesIn } from './queue-states.ts';
import { signingVariables, signUrlBy } from './signing.ts';

const variablesSchema = z.object({ JOB_TABLE_NAME: z.string().min(1), ...signingVariables });
/** What the function has to be given. */
export type ListVariables = z.input<typeof variablesSchema>;

const settings = readVariables(variablesSchema, variables, 'the function');
const plan = readFunctionPlan();
const table = connectTable(settings.JOB_TABLE_NAME);
const listJobs = listJobsIn(table);
const queues = plan.queues.map(({ name }) => name);
const showJob = showJobBy(plan, {
  findQueueStates: findQueueStatesIn(table, queues),
  signUrl: signUrlBy(settings),
});

const LIMIT_RULE = `must be a whole number from 1 to ${LIST_LIMIT_MAX}`;

const querySchema = z.strictObject({
  limit: z
    .string()
    .regex(/^[1-9]\d{0,3}$/, LIMIT_RULE)
    .transform(Number)
    .refine(limit => limit <= LIST_LIMIT_MAX, LIMIT_RULE)
    .optional(),
  cursor: z
    .string()
    .max(300, 'must be the next_cursor of a page')
    .transform((text, context) => {
      const place = parseCursor(text);
      if (place === undefined) context.addIssue({ code: 'custom', message: 'must be the next_cursor of a page' });
      return place;
    })
    .optional(),
});

export const handler = (event: unknown): Promise<HttpAnswer> => answerOwner(event, log, answerList);

async function answerList({ ownerId, query }: OwnerRequest): Promise<HttpAnswer> {
  const parsed = querySchema.safeParse(query);
  if (!parsed.success) {
    const errors = fieldProblems(parsed.error);
    return problemAnswer('invalid-request', errors.map(({ pointer, detail }) => `${pointer} ${detail}`).join('; '), {
      errors,
    });
  }
  const { limit = LIST_LIMIT_DEFAULT, cursor } = parsed.data;
  const page = await listJobs(ownerId, limit, cursor);
  const now = currentTime();
  const jobs = await Promise.all(page.jobs.map(async job => (await showJob(job, now)).view));
  if (page.next === undefined) return jsonAnswer(200, { jobs });
  const nextCursor = cursorOf(page.next);
  const next = `${JOBS_PATH}?limit=${limit}&cursor=${nextCursor}`;
  return jsonAnswer(200, { jobs, next_cursor: nextCursor }, { link: `<${next}>; rel="next"` });
}
