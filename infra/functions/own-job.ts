import type { Job } from '../../hub/job/job.ts';
import { jobIdSchema } from '../../hub/job/job-id.ts';
import type { FindJob, ReadMode } from './find-job.ts';
import { type HttpAnswer, problemAnswer } from './http-answer.ts';

/** The same for a job that is another's and for one that is not there. */
export const noSuchJob = (): HttpAnswer => problemAnswer('job-not-found', 'you have no job of this id');

/** The caller's job of this id; no strange id is taken to the table. */
export async function findOwnJob(
  { ownerId, id }: { readonly ownerId: string; readonly id: string | undefined },
  findJob: FindJob,
  mode: ReadMode,
): Promise<Job | undefined> {
  if (id === undefined || !jobIdSchema.safeParse(id).success) return undefined;
  // Half the price for all but the first instants of a job, when only an exact read is sure to see it.
  const job = (await findJob(id, mode)) ?? (mode === 'fast' ? await findJob(id, 'exact') : undefined);
  return job?.ownerId === ownerId ? job : undefined;
}
