/** `POST /v1/jobs`: takes a job and answers at once. */
import * as z from 'zod';
import { assertNever } from '../../hub/assert-never.ts';
import { FAR_POLL_SECONDS } from '../../hub/catalog/request-counts.ts';
import { fieldProblems } from '../../hub/job/field-problems.ts';
import { jobPath } from '../../hub/job/job-path.ts';
import { jobView } from '../../hub/job/job-view.ts';
import { submitRequestSchema } from '../../hub/job/submit-request.ts';
import { answerOwner, type OwnerRequest } from './answer-owner.ts';
import { connectTable } from './connect-table.ts';
import { currentTime, drawJobId, variables } from './environment.ts';
import { type HttpAnswer, jsonAnswer, problemAnswer } from './http-answer.ts';
import { log } from './log.ts';
import { putJobInto } from './put-job.ts';
import { numberText, readVariables } from './read-variables.ts';
import { sendMessageTo } from './send-message.ts';
import { type SubmitPorts, type SubmitSettings, submitJob } from './submit-job.ts';
import { withdrawJobFrom } from './withdraw-job.ts';

const variablesSchema = z.object({
  JOB_TABLE_NAME: z.string().min(1),
  /** The name in the plan of the queue every job begins in, and its URL. */
  FIRST_QUEUE: z.string().min(1),
  FIRST_QUEUE_URL: z.url(),
  /** How many days a job's record stays: as long as its asset. */
  JOB_RETENTION_DAYS: numberText,
});
/** What the function has to be given. */
export type SubmitVariables = z.input<typeof variablesSchema>;

const { JOB_TABLE_NAME, FIRST_QUEUE, FIRST_QUEUE_URL, JOB_RETENTION_DAYS } = readVariables(variablesSchema, variables);
const table = connectTable(JOB_TABLE_NAME);
const settings: SubmitSettings = { firstQueue: FIRST_QUEUE, retentionDays: JOB_RETENTION_DAYS };
const ports: SubmitPorts = {
  putJob: putJobInto(table),
  sendMessage: sendMessageTo({ [FIRST_QUEUE]: FIRST_QUEUE_URL }),
  withdrawJob: withdrawJobFrom(table),
  drawJobId,
  currentTime,
  log,
};

export const handler = (event: unknown): Promise<HttpAnswer> => answerOwner(event, log, answerSubmit);

/** The SDK has tried for some seconds by now; most disturbances are over in a few more. */
const SUBMIT_AGAIN_SECONDS = 5;

async function answerSubmit({ ownerId, requestId, body }: OwnerRequest): Promise<HttpAnswer> {
  const json = parseJson(body);
  if (json === undefined) return problemAnswer('invalid-json', 'the body must be JSON');
  const parsed = submitRequestSchema.safeParse(json.value);
  if (!parsed.success) {
    const errors = fieldProblems(parsed.error);
    return problemAnswer('invalid-request', errors.map(({ pointer, detail }) => `${pointer} ${detail}`).join('; '), {
      errors,
    });
  }
  const outcome = await submitJob({ ownerId, request: parsed.data }, settings, ports);
  switch (outcome.kind) {
    case 'submitted':
      log('INFO', 'job submitted', { requestId, ownerId, jobId: outcome.job.jobId });
      return jsonAnswer(202, jobView(outcome.job), {
        location: jobPath(outcome.job.jobId),
        'retry-after': `${FAR_POLL_SECONDS}`,
      });
    case 'taken':
      return problemAnswer('job-id-taken', 'another job has the id that was drawn for this one; submit it again');
    case 'unsent':
      return problemAnswer('queue-unavailable', 'the job was not accepted, because the queue took no message', {
        headers: { 'retry-after': `${SUBMIT_AGAIN_SECONDS}` },
      });
    default:
      return assertNever(outcome);
  }
}

/** Wrapped, because `null` is JSON as well. */
function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}
