/** Every operation of the job API, as a table: what it takes, what it answers, and every problem that it may tell of. */
import type * as z from 'zod';
import { queueViewSchema, resultViewSchema, uploadViewSchema } from '../job/answer-schemas.ts';
import type { ApiProblemCode } from '../job/api-problem.ts';
import { JOBS_PATH, QUEUE_PATH, UPLOADS_PATH } from '../job/job-path.ts';
import { jobListSchema, jobViewSchema } from '../job/job-view-schema.ts';
import { submitBodySchema } from '../job/submit-request.ts';
import { uploadRequestSchema } from '../job/upload.ts';
import * as examples from './examples.ts';
import type { Json } from './parts.ts';

type Schema = { readonly name: string; readonly schema: z.ZodType };

export type HeaderName = 'Location' | 'Retry-After' | 'ETag' | 'Idempotency-Replayed' | 'Cache-Control' | 'Link';
export type ParameterName = 'JobId' | 'IdempotencyKey' | 'IfNoneMatch' | 'Limit' | 'Cursor';

export type Operation = {
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly id: string;
  readonly summary: string;
  readonly description: string;
  readonly parameters: readonly ParameterName[];
  readonly body?: Schema & { readonly examples: Readonly<Record<string, Json>> };
  readonly success: Schema & {
    readonly status: 200 | 201 | 202 | 303;
    readonly description: string;
    readonly headers: readonly HeaderName[];
    readonly example: Json;
  };
  /** An answer without a body, when the client has it already. */
  readonly notModified?: true;
  readonly problems: readonly ApiProblemCode[];
};

const JOB = { name: 'Job', schema: jobViewSchema, example: examples.JOB_EXAMPLE } as const;
/** Of every route: no token, and what is our fault. */
const ALWAYS = ['unauthenticated', 'internal'] as const;
const OF_BODIES = ['invalid-json', 'invalid-request', 'body-too-large', 'unsupported-media-type'] as const;
const ONE_JOB = `${JOBS_PATH}/{id}`;

export const OPERATIONS: readonly Operation[] = Object.freeze([
  {
    method: 'post',
    path: JOBS_PATH,
    id: 'submitJob',
    summary: 'Submit a job',
    description:
      'Answers at once; the job is worked on later. With an Idempotency-Key, a request that is sent again gives the same job. A body without `kind` asks for a character.',
    parameters: ['IdempotencyKey'],
    body: { name: 'SubmitRequest', schema: submitBodySchema, examples: examples.SUBMIT_EXAMPLES },
    success: {
      ...JOB,
      status: 202,
      description: 'The job, queued; or as it stands now, when it was submitted before.',
      headers: ['Location', 'Retry-After', 'Idempotency-Replayed', 'Cache-Control'],
    },
    problems: [
      ...ALWAYS,
      ...OF_BODIES,
      'submit-in-progress',
      'upload-unusable',
      'idempotency-key-reused',
      'caller-full',
      'hub-full',
      'queue-unavailable',
    ],
  },
  {
    method: 'get',
    path: JOBS_PATH,
    id: 'listJobs',
    summary: 'List your jobs',
    description: 'Newest first, by pages.',
    parameters: ['Limit', 'Cursor'],
    success: {
      name: 'JobList',
      schema: jobListSchema,
      status: 200,
      description: 'A page.',
      headers: ['Link', 'Cache-Control'],
      example: examples.LIST_EXAMPLE,
    },
    problems: [...ALWAYS, 'invalid-request'],
  },
  {
    method: 'get',
    path: ONE_JOB,
    id: 'getJob',
    summary: 'See how a job stands',
    description: 'Ask again after Retry-After; its absence says that the job has ended.',
    parameters: ['JobId', 'IfNoneMatch'],
    success: {
      ...JOB,
      status: 200,
      description: 'The job.',
      headers: ['ETag', 'Retry-After', 'Cache-Control'],
      example: examples.RUNNING_EXAMPLE,
    },
    notModified: true,
    problems: [...ALWAYS, 'job-not-found'],
  },
  {
    method: 'get',
    path: `${ONE_JOB}/result`,
    id: 'getResult',
    summary: 'Fetch what was made',
    description: 'Leads to the file at the nearest edge, by a URL that is good for some minutes.',
    parameters: ['JobId'],
    success: {
      name: 'Result',
      schema: resultViewSchema,
      status: 303,
      description: 'The file is at Location.',
      headers: ['Location', 'Cache-Control'],
      example: examples.RESULT_EXAMPLE,
    },
    problems: [...ALWAYS, 'job-not-found', 'result-not-ready', 'job-has-ended', 'result-gone'],
  },
  {
    method: 'post',
    path: `${ONE_JOB}/cancel`,
    id: 'cancelJob',
    summary: 'Cancel a job',
    description: 'Nobody works on it any more; what it has made is kept for a retry.',
    parameters: ['JobId'],
    success: { ...JOB, status: 202, description: 'The job, canceled.', headers: ['Cache-Control'] },
    problems: [...ALWAYS, 'job-not-found', 'job-has-ended'],
  },
  {
    method: 'post',
    path: `${ONE_JOB}/retry`,
    id: 'retryJob',
    summary: 'Try a job again',
    description: 'One that failed, expired or was canceled goes on from where it stopped.',
    parameters: ['JobId'],
    success: { ...JOB, status: 202, description: 'The job, queued again.', headers: ['Retry-After', 'Cache-Control'] },
    problems: [...ALWAYS, 'job-not-found', 'job-not-retryable', 'caller-full', 'hub-full', 'queue-unavailable'],
  },
  {
    method: 'post',
    path: UPLOADS_PATH,
    id: 'createUpload',
    summary: 'Upload a file',
    description:
      'Gives a form by which one file is sent to the bucket. Its `upload_id` is what a mesh or a rig is made of.',
    parameters: [],
    body: {
      name: 'UploadRequest',
      schema: uploadRequestSchema,
      examples: { image: { media_type: 'image/png' }, mesh: { media_type: 'model/gltf-binary' } },
    },
    success: {
      name: 'Upload',
      schema: uploadViewSchema,
      status: 201,
      description: 'The form.',
      headers: ['Cache-Control'],
      example: examples.UPLOAD_EXAMPLE,
    },
    problems: [...ALWAYS, ...OF_BODIES],
  },
  {
    method: 'get',
    path: QUEUE_PATH,
    id: 'getQueue',
    summary: 'See how busy the hub is',
    description: 'Estimates, some seconds old.',
    parameters: [],
    success: {
      name: 'Queue',
      schema: queueViewSchema,
      status: 200,
      description: 'The queues.',
      headers: ['Retry-After', 'Cache-Control'],
      example: examples.QUEUE_EXAMPLE,
    },
    problems: ALWAYS,
  },
]);
