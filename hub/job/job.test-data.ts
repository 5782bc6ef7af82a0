/** A job to start from, as tests want it. */
import { type Job, newJob, type Submission } from './job.ts';

export const SUBMITTED_AT = '2026-11-22T10:00:00.000Z';
export const JOB_ID = 'gaytemzugu3doobzmfrggzdfmy';

/** Queued in `generation` with 4 before it, of a queue that 100 have left. */
export function submittedJob(parts: Partial<Submission> = {}): Job {
  return newJob({
    jobId: JOB_ID,
    ownerId: 'ada',
    request: { kind: 'character', prompt: 'a fox' },
    requestHash: '0'.repeat(64),
    firstQueue: 'generation',
    place: { aheadCount: 4, departedCount: 100 },
    now: SUBMITTED_AT,
    openDays: 7,
    ...parts,
  });
}
