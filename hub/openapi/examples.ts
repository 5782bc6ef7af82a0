/** One job, through its life, as the examples of the contract show it. A test holds them against the schemas. */
import { INSTANCE_TYPES } from '../catalog/instances.ts';
import type { ApiProblemCode } from '../job/api-problem.ts';
import { SECONDS_PER_HOUR } from '../units.ts';

const JOB_ID = 'gaytemzugu3doobzmfrggzdfmy';
const UPLOAD_ID = 'mfrggzdfmztwq2lkgaytemzugu';

export const SUBMIT_EXAMPLES = {
  character: { prompt: 'a fox knight in green armour' },
  image: { kind: 'image', prompt: 'a fox knight in green armour', seed: 7 },
  mesh: { kind: 'mesh', upload_id: UPLOAD_ID, seed: 7 },
  rig: { kind: 'rig', upload_id: UPLOAD_ID, expires_in: 86_400 },
} as const;

export const JOB_EXAMPLE = {
  job_id: JOB_ID,
  kind: 'character',
  status: 'queued',
  prompt: 'a fox knight in green armour',
  attempts: 0,
  created_at: '2026-11-27T21:00:00.000Z',
  updated_at: '2026-11-27T21:00:00.000Z',
  deadline_at: '2026-12-04T21:00:00.000Z',
  progress: 0,
  stage: 'image',
  stages: [
    { stage: 'image', status: 'waiting', progress: 0 },
    { stage: 'mesh', status: 'waiting', progress: 0 },
    { stage: 'retopology', status: 'waiting', progress: 0 },
    { stage: 'rig', status: 'waiting', progress: 0 },
  ],
  queue_position: 6,
  queue_position_estimated: true,
  wait_reason: 'scaling_out',
  eta_seconds: { p50: 210, p90: 320 },
  cost_usd: 0,
  urls: { self: `/v1/jobs/${JOB_ID}`, cancel: `/v1/jobs/${JOB_ID}/cancel` },
} as const;

const KEY = 'Expires=1795813800&Signature=x&Key-Pair-Id=K2JCJMDEHXQW5F';
const PREVIEWS = `https://assets.example.com/jobs/${JOB_ID}/preview`;

export const RUNNING_EXAMPLE = {
  job_id: JOB_ID,
  kind: 'character',
  status: 'running',
  prompt: 'a fox knight in green armour',
  attempts: 1,
  created_at: '2026-11-27T21:00:00.000Z',
  updated_at: '2026-11-27T21:02:05.300Z',
  started_at: '2026-11-27T21:01:12.000Z',
  deadline_at: '2026-12-04T21:00:00.000Z',
  progress: 0.319,
  stage: 'retopology',
  stages: [
    { stage: 'image', status: 'done', progress: 1 },
    { stage: 'mesh', status: 'done', progress: 1 },
    { stage: 'retopology', status: 'running', progress: 0.2 },
    { stage: 'rig', status: 'waiting', progress: 0 },
  ],
  eta_seconds: { p50: 90, p90: 130 },
  preview_url: `${PREVIEWS}/9f86d081884c7d65.png?${KEY}`,
  preview_mesh_url: `${PREVIEWS}/60303ae22b998861.glb?${KEY}`,
  /** 49 s on an instance of the catalog. */
  cost_usd: Math.round((1e6 * 49 * INSTANCE_TYPES['g4dn.xlarge'].spotUsdPerHour) / SECONDS_PER_HOUR) / 1e6,
  urls: { self: `/v1/jobs/${JOB_ID}`, cancel: `/v1/jobs/${JOB_ID}/cancel` },
} as const;

export const LIST_EXAMPLE = { jobs: [JOB_EXAMPLE] } as const;

export const RESULT_EXAMPLE = {
  url: `https://assets.example.com/jobs/${JOB_ID}/package/${'0'.repeat(64)}/character.glb?${KEY}`,
  file_name: 'character.glb',
  media_type: 'model/gltf-binary',
  expires_at: '2026-11-27T21:10:00.000Z',
} as const;

export const UPLOAD_EXAMPLE = {
  upload_id: UPLOAD_ID,
  url: 'https://s3.us-east-1.amazonaws.com/asset-hub-prod-assets',
  fields: { 'Content-Type': 'image/png', key: `uploads/${'0'.repeat(64)}/${UPLOAD_ID}` },
  bytes_max: 20_000_000,
  expires_at: '2026-11-27T21:15:00.000Z',
} as const;

export const QUEUE_EXAMPLE = {
  queues: [
    { queue: 'generation', waiting: 5, running: 3, workers: { desired: 4, in_service: 3 } },
    { queue: 'rigging', waiting: 0, running: 1, workers: { desired: 1, in_service: 1 } },
  ],
  accepting: true,
  eta_seconds: { p50: 210, p90: 320 },
  estimated: true,
} as const;

/** What each code says, as the functions say it. */
export const PROBLEM_DETAILS: Readonly<Partial<Record<ApiProblemCode, string>>> = Object.freeze({
  'invalid-json': 'the body must be JSON',
  'invalid-request': '#/prompt must not be empty',
  unauthenticated: 'the request carries no valid token',
  'job-not-found': 'you have no job of this id',
  'submit-in-progress': 'a request of the same Idempotency-Key is being worked on',
  'job-has-ended': 'there is nothing to cancel: the job is succeeded',
  'job-not-retryable': 'there is nothing to retry: the job is not done yet',
  'result-not-ready': 'the job is not done yet; ask for the job to see how it stands',
  'result-gone': 'results are kept for 7 days',
  'body-too-large': 'the body must have at most 65536 bytes',
  'unsupported-media-type': 'the body must be JSON, with content-type application/json (saw text/plain)',
  'upload-unusable': '#/upload_id must be an upload of an image (saw no media type)',
  'idempotency-key-reused': 'the Idempotency-Key was used for another request before',
  'caller-full': 'you have as many open jobs as you may',
  'hub-full': 'the hub has as many open jobs as it takes',
  internal: 'something failed here; its trace is kept under request id 6f0d2a',
  'queue-unavailable': 'the job was not accepted, because the queue took no message',
});
