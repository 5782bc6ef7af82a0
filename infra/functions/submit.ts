/** `POST /v1/jobs`: takes a job and answers at once. */
import { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { assertNever } from '../../hub/assert-never.ts';
import type { Job } from '../../hub/job/job.ts';
import { KIND_STAGES, routeOf } from '../../hub/job/job-kind.ts';
import { jobPath } from '../../hub/job/job-path.ts';
import { pipelineOf } from '../../hub/job/pipeline.ts';
import { openJobRetentionDays } from '../../hub/job/retention.ts';
import { type SubmitRequest, submitRequestSchema } from '../../hub/job/submit-request.ts';
import { IDEMPOTENCY_KEY_PATTERN } from '../../hub/openapi/limits.ts';
import { jsonText, readVariables } from '../../hub/read-variables.ts';
import { admitJobBy } from './admit-job.ts';
import { answerOwner, type OwnerRequest } from './answer-owner.ts';
import { askForScalingBy } from './ask-for-scaling.ts';
import { CALL_LIMITS, CALL_SECONDS_MAX, REQUEST_CALL_COUNT_MAX } from './call-limits.ts';
import { changeJobIn } from './change-job.ts';
import { connectTable } from './connect-table.ts';
import { currentTime, drawJobId, variables } from './environment.ts';
import { findJobIn } from './find-job.ts';
import { findPlacesBy } from './find-places.ts';
import { findUploadIn } from './find-upload.ts';
import { readFunctionPlan } from './function-plan.ts';
import { type HttpAnswer, problemAnswer } from './http-answer.ts';
import { showJobBy } from './hub-view.ts';
import { parseJsonBody } from './json-body.ts';
import { log } from './log.ts';
import { putJobInto } from './put-job.ts';
import { COUNTS_KEPT_SECONDS, countMessagesIn } from './queue-counts.ts';
import { findQueueStatesIn } from './queue-states.ts';
import { sendMessageTo } from './send-message.ts';
import { shortCache } from './short-cache.ts';
import { shownAnswer } from './shown-answer.ts';
import { keyedJobId, repeatedSubmit, type SubmitOutcome, type SubmitPorts, submitJob } from './submit-job.ts';
import { unsentAnswer } from './unsent-answer.ts';
import { withdrawJobFrom } from './withdraw-job.ts';

const variablesSchema = z.object({
  JOB_TABLE_NAME: z.string().min(1),
  /** JSON: URL by the queue's name in the plan. */
  QUEUE_URLS: jsonText(z.record(z.string(), z.url())),
  /** Where uploads are. */
  ASSETS_BUCKET: z.string().min(1),
  /** Whoever scales fleets on submits listens there; absent where no policy of the plan does. */
  SCALE_QUEUE_URL: z.url().optional(),
});
/** What the function has to be given. */
export type SubmitVariables = z.input<typeof variablesSchema>;

const settings = readVariables(variablesSchema, variables, 'the function');
const plan = readFunctionPlan();
const pipeline = pipelineOf(plan);
const openDays = openJobRetentionDays(plan);
const table = connectTable(settings.JOB_TABLE_NAME);
const queues = plan.queues.map(({ name }) => name);
const findQueueStates = findQueueStatesIn(table, queues);
const countMessages = shortCache(COUNTS_KEPT_SECONDS, countMessagesIn(settings.QUEUE_URLS));
const findUpload = findUploadIn(new S3Client({ ...CALL_LIMITS, forcePathStyle: true }), settings.ASSETS_BUCKET);
const admitJob = admitJobBy(plan, { table, countMessages, findQueueStates, log });
const askForScaling = askForScalingBy(plan, settings.SCALE_QUEUE_URL, log);
const showJob = showJobBy(plan, { findQueueStates });
const ports: SubmitPorts = {
  findJob: findJobIn(table),
  findPlaces: findPlacesBy(countMessages, findQueueStates),
  putJob: putJobInto(table),
  changeJob: changeJobIn(table),
  sendMessage: sendMessageTo(settings.QUEUE_URLS),
  withdrawJob: withdrawJobFrom(table),
  currentTime,
  log,
};

const REQUEST_SECONDS_MAX = REQUEST_CALL_COUNT_MAX * CALL_SECONDS_MAX;
const IN_PROGRESS_SECONDS = 2;

export const handler = (event: unknown): Promise<HttpAnswer> => answerOwner(event, log, answerSubmit);

async function answerSubmit(caller: OwnerRequest): Promise<HttpAnswer> {
  // 1. What is asked.
  const body = parseJsonBody(caller, submitRequestSchema);
  if ('refusal' in body) return body.refusal;
  const request = body.value;
  const key = caller.headers['idempotency-key'];
  if (key !== undefined && !new RegExp(IDEMPOTENCY_KEY_PATTERN).test(key)) {
    return problemAnswer('invalid-request', 'the header Idempotency-Key must be 1 to 255 visible ASCII characters');
  }
  const jobId = key === undefined ? drawJobId() : keyedJobId(caller.ownerId, key);
  const firstQueue = routeOf(request.kind, pipeline)[0]!.queue;
  const submitSettings = { firstQueue, openDays, requestSecondsMax: REQUEST_SECONDS_MAX };
  const input = { jobId, ownerId: caller.ownerId, request };
  // 2. Whether it was asked before: then nothing else matters.
  if (key !== undefined) {
    const repeated = await repeatedSubmit(input, submitSettings, ports);
    if (repeated !== undefined) return outcomeAnswer(repeated, caller);
  }
  // 3. Whether there is anything to work on, and room for it.
  const upload = await uploadOf(request, caller.ownerId);
  if (upload?.kind === 'unusable') {
    const errors = [{ pointer: '#/upload_id', detail: upload.detail }];
    return problemAnswer('upload-unusable', `#/upload_id ${upload.detail}`, { errors });
  }
  const refusal = await admitJob(caller.ownerId, jobId, currentTime());
  if (refusal !== undefined) return refusal;
  // 4. So be it.
  const inputKey = upload === undefined ? {} : { inputKey: upload.key };
  const outcome = await submitJob({ ...input, ...inputKey }, submitSettings, ports);
  if (outcome.kind === 'submitted') await askForScaling(firstQueue);
  return outcomeAnswer(outcome, caller);
}

async function uploadOf(request: SubmitRequest, ownerId: string) {
  const { upload } = KIND_STAGES[request.kind];
  return upload === undefined || !('upload_id' in request) ? undefined : findUpload(ownerId, request.upload_id, upload);
}

async function outcomeAnswer(outcome: SubmitOutcome, { ownerId, requestId }: OwnerRequest): Promise<HttpAnswer> {
  switch (outcome.kind) {
    case 'submitted':
      log('INFO', 'job submitted', { requestId, ownerId, jobId: outcome.job.jobId });
      return accepted(outcome.job, {});
    case 'repeated':
      return accepted(outcome.job, { 'idempotency-replayed': 'true' });
    case 'in-progress':
      return problemAnswer('submit-in-progress', 'a request of the same Idempotency-Key is being worked on', {
        headers: { 'retry-after': `${IN_PROGRESS_SECONDS}` },
      });
    case 'taken':
      return problemAnswer('idempotency-key-reused', 'the Idempotency-Key was used for another request before');
    case 'unsent':
      return unsentAnswer('the job was not accepted, because the queue took no message');
    default:
      return assertNever(outcome);
  }
}

async function accepted(job: Job, headers: HttpAnswer['headers']): Promise<HttpAnswer> {
  const shown = await showJob(job, currentTime());
  return shownAnswer(202, shown, { location: jobPath(job.jobId), ...headers });
}
