/** What a hub on one machine looks like at one moment: all that the terminal shows of it. Plain data. */
import type { JobStatus } from '../../hub/job/job-status.ts';
import type { Count, Ratio } from '../../hub/units.ts';
import type { WorkerState } from './workers/local-worker.ts';

export type JobRow = {
  readonly jobId: string;
  readonly status: JobStatus;
  readonly queue: string;
  /** Of the stage in work. */
  readonly stage: string | undefined;
  readonly stageRatio: Ratio | undefined;
  readonly prompt: string | undefined;
};

export type QueueRow = { readonly name: string; readonly waitingCount: Count; readonly inWorkCount: Count };

export type WorkerRow = { readonly name: string; readonly state: WorkerState; readonly jobId: string | undefined };

export type GroupRow = {
  readonly name: string;
  readonly desiredCount: Count;
  readonly minCount: Count;
  readonly maxCount: Count;
  readonly workers: readonly WorkerRow[];
};

export type DecisionRow = {
  /** `04:12:03`, UTC. */
  readonly time: string;
  readonly group: string;
  readonly policy: string;
  readonly fromCount: Count;
  readonly toCount: Count;
  readonly reason: string;
};

export type HubView = {
  readonly stack: string;
  readonly url: string;
  readonly phase: 'running' | 'draining';
  readonly timeScale: number;
  readonly workersMax: { readonly count: Count; readonly why: string };
  readonly openCount: Count;
  readonly endedCount: Count;
  /** The newest first. */
  readonly jobs: readonly JobRow[];
  readonly queues: readonly QueueRow[];
  readonly groups: readonly GroupRow[];
  /** The newest last. */
  readonly decisions: readonly DecisionRow[];
  /** What went wrong last, if anything did. */
  readonly trouble: string | undefined;
};
