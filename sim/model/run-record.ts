/**
 * What one replication leaves behind: append-only columns of jobs, billing sessions, volumes, scaling decisions and a
 * minute timeline. Nothing is dropped: every submitted job has a row and an outcome, and every billed second belongs to
 * one session. All statistics and all money are computed from these, never during the run.
 */
import type { Market } from '../../hub/plan/hour-price.ts';
import type { Count, Seconds } from '../../hub/units.ts';

/** How a job ended, or `open` when the horizon came first (a censored job). */
export const JOB_OUTCOMES = ['open', 'finished', 'deadLettered', 'canceled'] as const;
export const JOB_OPEN = 0;
export const JOB_FINISHED = 1;
export const JOB_DEAD_LETTERED = 2;

/** Columns over jobs, in order of submission; only rows 0..count-1 are filled. NaN: has not happened. */
export type JobColumns = {
  count: number;
  readonly queueCount: number;
  readonly activeStageCount: number;
  submittedSeconds: Float64Array;
  endedSeconds: Float64Array;
  outcome: Uint8Array;
  region: Uint8Array;
  /** Index into the scenario's arrival sources. */
  source: Uint16Array;
  /** [job, queue]: when its message first became visible there. */
  queuedSeconds: Float64Array;
  /** [job, queue]: when a worker first started on it there. */
  startedSeconds: Float64Array;
  /** [job, active stage]: service time on the reference instance; 0 for stages its kind does not pass. */
  stageSeconds: Float64Array;
  /** Part of its waits during which the instance that took it was still coming up. */
  coldStartSeconds: Float32Array;
  /** Message receives beyond the first of each queue. */
  redeliveryCount: Uint16Array;
};

/** How one instance spent one billing session (from `running` to stop or termination), seconds. They sum to end - start. */
export type SessionUse = {
  bootSeconds: Seconds;
  /** Work that counted. */
  usefulSeconds: Seconds;
  /** Work that was lost and done again, or done twice. */
  redoSeconds: Seconds;
  idleSeconds: Seconds;
  /** Waiting for the end after it stopped taking work. */
  drainSeconds: Seconds;
};

/** One billing session of one instance. */
export type Session = SessionUse & {
  readonly instance: number;
  readonly group: number;
  readonly market: Market;
  readonly instanceType: string;
  readonly zone: string;
  /** `cold`: a fresh launch. `warm`: a start from the warm pool. `pool`: a launch into the warm pool. */
  readonly start: 'cold' | 'warm' | 'pool';
  readonly startSeconds: Seconds;
  endSeconds: Seconds;
  /** Ended by a Spot interruption: free within the first hour. */
  interrupted: boolean;
  /** Still running at the horizon, where it was cut. */
  cut: boolean;
  /** Attempts this session worked on. */
  attemptCount: Count;
};

/** A root volume's life: it is billed also while its instance is stopped. */
export type Volume = { readonly group: number; readonly startSeconds: Seconds; endSeconds: Seconds };

export type ScalingDecision = {
  readonly atSeconds: Seconds;
  readonly group: number;
  readonly policy: string;
  readonly fromCount: Count;
  readonly toCount: Count;
  readonly reason: string;
};

/** Samples at every full minute, one row each. */
export type Timeline = {
  atSeconds: number[];
  /** [queue][minute]: visible + in flight. */
  backlog: number[][];
  /** [group][minute]: in service / still coming up / stopped in the warm pool. */
  inService: number[][];
  pending: number[][];
  warmPooled: number[][];
};

export type RunCounts = {
  /** Submits answered 429 by the admission limit; they are no jobs. */
  rejected: Count;
  attempts: Count;
  receives: Count;
  emptyReceives: Count;
  sends: Count;
  deletes: Count;
  visibilityChanges: Count;
  interruptions: Count;
  rebalances: Count;
  launches: Count;
  launchFailuresCapacity: Count;
  launchFailuresQuota: Count;
  eventCount: Count;
};

export type GroupInfo = { readonly fleet: string; readonly market: Market; readonly name: string };

export type RunRecord = {
  readonly replication: number;
  readonly horizonSeconds: Seconds;
  /** False when a settled horizon reached its limit with work left. */
  readonly settled: boolean;
  readonly queueNames: readonly string[];
  readonly regionNames: readonly string[];
  readonly groups: readonly GroupInfo[];
  readonly jobs: JobColumns;
  readonly sessions: readonly Session[];
  readonly volumes: readonly Volume[];
  readonly decisions: readonly ScalingDecision[];
  readonly timeline: Timeline;
  readonly counts: RunCounts;
};
