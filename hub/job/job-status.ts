/** Where a job stands. Invariant: a status only moves forward, so that a late or repeated notice changes nothing. */

/** The words of the API. The last four are terminal. */
export const JOB_STATUSES = ['queued', 'starting', 'running', 'succeeded', 'failed', 'canceled', 'expired'] as const;
export type JobStatus = (typeof JOB_STATUSES)[number];

/** Waiting in its first queue; taken by a worker that still loads models; at work or between two queues; ended. */
const RANK: Readonly<Record<JobStatus, number>> = Object.freeze({
  queued: 0,
  starting: 1,
  running: 2,
  succeeded: 3,
  failed: 3,
  canceled: 3,
  expired: 3,
});

/** How far a status is on the way, 0..3; terminal ones are equally far, so none of them replaces another. */
export const rankOf = (status: JobStatus): number => RANK[status];

/** Nothing moves a job that has ended. */
export const isTerminal = (status: JobStatus): boolean => RANK[status] === RANK.succeeded;

/**
 * Whether a job may go from one status to another. It may skip some; it stays or goes forward, never back.
 *
 * @example canMove('running', 'queued')   // false
 */
export const canMove = (from: JobStatus, to: JobStatus): boolean => RANK[to] > RANK[from];
