import * as z from 'zod';
import { jobIdSchema } from './job-id.ts';

/** A worker refuses a version it does not know, so that a fleet that is half rolled over loses nothing. */
const VERSION = 1;

/**
 * What a queue carries: who is to be worked on, not what. The worker reads the job itself, so that a message that lay for
 * hours, or came twice, says nothing outdated.
 */
export const queueMessageSchema = z.strictObject({
  version: z.literal(VERSION),
  jobId: jobIdSchema,
  /** The queue's name in the plan: a message that was replayed into the wrong queue is noticed. */
  queue: z.string().min(1),
  /** The job's turn at which it was sent. Messages of earlier turns are void, so a job has one that counts. */
  turn: z.int().min(1),
});
export type QueueMessage = Readonly<z.infer<typeof queueMessageSchema>>;

/** The message that the job's present turn needs. */
export const queueMessage = (job: Pick<QueueMessage, 'jobId' | 'queue' | 'turn'>): QueueMessage => ({
  version: VERSION,
  jobId: job.jobId,
  queue: job.queue,
  turn: job.turn,
});
