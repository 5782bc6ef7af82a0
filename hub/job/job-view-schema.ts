/** What the job API says of jobs, as schemas: the one source of the types here and of docs/openapi.json. */
import * as z from 'zod';
import { failureSchema } from './failure.ts';
import { jobIdSchema } from './job-id.ts';
import { JOB_KINDS } from './job-kind.ts';
import { JOB_STATUSES } from './job-status.ts';
import { WAIT_REASONS } from './queue-place.ts';
import { VIEW_STAGE_NAMES } from './view-stages.ts';

const time = z.iso.datetime({ precision: 3 });
const path = z.string().startsWith('/v1/');
const ratio = z.number().min(0).max(1);

export const etaSchema = z.strictObject({ p50: z.int().min(1), p90: z.int().min(1) }).meta({
  description: 'Seconds from now until it is done: half of such jobs are sooner than p50, nine of ten than p90.',
});

const stageSchema = z.strictObject({
  stage: z.enum(VIEW_STAGE_NAMES),
  status: z.enum(['waiting', 'running', 'done']),
  progress: ratio,
});

export const jobViewSchema = z
  .strictObject({
    job_id: jobIdSchema,
    kind: z.enum(JOB_KINDS),
    status: z.enum(JOB_STATUSES),
    prompt: z.string().optional(),
    seed: z.int().min(0).optional(),
    attempts: z.int().min(0).meta({ description: 'How many workers have taken it up where it is now.' }),
    created_at: time,
    updated_at: time,
    started_at: time.optional().meta({ description: 'When a worker first took it up.' }),
    finished_at: time.optional(),
    deadline_at: time.meta({ description: 'A job that has not ended by then expires.' }),
    progress: ratio.meta({ description: 'Of the whole job, 0 to 1, by the time its stages usually take.' }),
    stage: z
      .enum(VIEW_STAGE_NAMES)
      .optional()
      .meta({ description: 'What is worked on, or waited for; absent once the job has ended.' }),
    stages: z.array(stageSchema),
    queue_position: z
      .int()
      .min(1)
      .optional()
      .meta({ description: 'From 1; only while it waits. Never rises while the job stays in its queue.' }),
    queue_position_estimated: z.literal(true).optional(),
    wait_reason: z.enum(WAIT_REASONS).optional(),
    eta_seconds: etaSchema.optional(),
    preview_url: z
      .url()
      .optional()
      .meta({ description: 'A first look at the result, image/png; the URL is valid for some minutes.' }),
    preview_mesh_url: z.url().optional().meta({
      description:
        'The bare shape, model/gltf-binary: coarse, without texture or rig, and there as soon as the mesh is. The URL is valid for some minutes.',
    }),
    cost_usd: z.number().min(0).optional().meta({
      description:
        "What its stages have cost so far, in US dollars: the seconds that they ran, failed and repeated runs included, at the hourly price that the hub's plan has for the instances that ran them. Not in it: boot and idle time, requests, storage and delivery. 0 until a worker has told of work; absent when an instance has no price. Of a worker that vanished, as far as it had told.",
    }),
    failure: failureSchema.optional(),
    urls: z
      .strictObject({ self: path, cancel: path.optional(), retry: path.optional(), result: path.optional() })
      .meta({ description: 'Paths of this API: what can be done with the job now.' }),
  })
  .meta({ description: 'A job as its owner sees it.' });

export const jobListSchema = z
  .strictObject({
    jobs: z.array(jobViewSchema),
    next_cursor: z.string().optional().meta({ description: 'Of the next page; absent on the last.' }),
  })
  .meta({ description: "A page of the caller's jobs, newest first." });
