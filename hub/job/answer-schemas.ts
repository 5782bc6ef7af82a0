/** What the job API answers beside jobs: the one source of docs/openapi.json, and what the functions' answers are checked against. */
import * as z from 'zod';
import { API_PROBLEMS, type ApiProblem, type ApiProblemCode } from './api-problem.ts';
import { jobIdSchema } from './job-id.ts';
import { etaSchema } from './job-view-schema.ts';
import { UPLOAD_BYTES_MAX } from './upload-formats.ts';

const count = z.int().min(0);
const time = z.iso.datetime({ precision: 3 });

export const queueViewSchema = z
  .strictObject({
    queues: z.array(
      z.strictObject({
        queue: z.string().min(1),
        waiting: count.meta({ description: 'Messages that wait for a worker.' }),
        running: count.meta({ description: 'Messages that workers have.' }),
        workers: z
          .strictObject({ desired: count, in_service: count })
          .optional()
          .meta({ description: 'Absent until the hub has looked.' }),
      }),
    ),
    accepting: z.boolean().meta({ description: 'Whether a submit would be let in now.' }),
    eta_seconds: etaSchema.optional(),
    estimated: z.literal(true),
  })
  .meta({ description: 'How much there is to do, who does it, and how long a character submitted now would take.' });

export const uploadViewSchema = z
  .strictObject({
    upload_id: jobIdSchema,
    url: z.url().meta({ description: 'Where the form is sent, as multipart/form-data by POST.' }),
    fields: z
      .record(z.string(), z.string())
      .meta({ description: 'Fields of the form, all of them before the file, which is named `file`.' }),
    bytes_max: z
      .int()
      .min(1)
      .max(Math.max(...Object.values(UPLOAD_BYTES_MAX))),
    expires_at: time,
  })
  .meta({ description: 'A form by which the caller uploads one file.' });

export const resultViewSchema = z
  .strictObject({ url: z.url(), file_name: z.string().min(1), media_type: z.string().min(1), expires_at: time })
  .meta({ description: 'Where the result is, for clients that do not follow redirects.' });

const CODES = Object.keys(API_PROBLEMS) as [ApiProblemCode, ...ApiProblemCode[]];

export const problemSchema = z
  .strictObject({
    type: z.literal('about:blank'),
    title: z.string(),
    status: z.int().min(400).max(599),
    code: z.enum(CODES).meta({ description: 'Clients go by it: it never changes its meaning.' }),
    detail: z.string().meta({ description: 'For the person who reads it.' }),
    errors: z
      .array(
        z.strictObject({
          pointer: z.string().meta({ description: 'Where, as a JSON pointer in a URI fragment: `#/prompt`.' }),
          detail: z.string().meta({ description: 'The rule that was broken.' }),
        }),
      )
      .optional(),
  })
  .meta({ description: 'Problem details, RFC 9457.' }) satisfies z.ZodType<
  Omit<ApiProblem, 'errors'> & { readonly errors?: ApiProblem['errors'] | undefined }
>;

export type QueueView = z.infer<typeof queueViewSchema>;
export type UploadView = z.infer<typeof uploadViewSchema>;
export type ResultView = z.infer<typeof resultViewSchema>;
