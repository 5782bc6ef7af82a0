import type { Job } from './job.ts';

/**
 * The indexes of the job table. They hold keys alone: those never change, so a job writes an index once; with its status in
 * it, every step would write it again.
 */
export const JOB_INDEXES = Object.freeze({
  /** A caller's jobs by time. */
  owner: { name: 'byOwner', hash: 'ownerId', range: 'createdAt' },
  /** Jobs that have not ended, oldest first: only they have a shard, so it is as small as the crowd of the moment. */
  open: { name: 'open', hash: 'openShard', range: 'createdAt' },
} as const satisfies Record<string, { name: string; hash: keyof Job; range: keyof Job }>);

/** Every attribute that is part of a key, all of them texts. */
export const JOB_KEYS = Object.freeze(['jobId', 'ownerId', 'createdAt', 'openShard'] as const satisfies (keyof Job)[]);
