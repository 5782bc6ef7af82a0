/** Notes what happens to jobs and workers of a hub that runs, in seconds of the plan: from the workers' logs and the table. */
import type { Job } from '../../hub/job/job.ts';
import type { Seconds } from '../../hub/units.ts';
import type { PlanClock } from '../hub/plan-clock.ts';
import type { LocalGroup } from '../hub/scaler/local-group.ts';
import type { QueueLooks } from '../hub/scaler/measure-fleet.ts';
import type { ScalingStep } from '../hub/scaler/scaler.ts';
import type { WorkerLine } from '../hub/workers/worker-line.ts';

export type Submitted = {
  /** When its user came. */
  readonly atSeconds: Seconds;
  readonly source: number;
  readonly region: number;
  /** Undefined: it was refused. */
  readonly jobId: string | undefined;
};

/** A worker's time with one message. NaN as an end: it has it still. */
export type Attempt = {
  readonly jobId: string;
  readonly queue: string;
  readonly fromSeconds: Seconds;
  toSeconds: Seconds;
};

export type MinuteRow = {
  readonly atSeconds: Seconds;
  readonly looks: QueueLooks;
  /** [group] */
  readonly inService: readonly number[];
  readonly pending: readonly number[];
};

export type Observed = {
  readonly submitted: Submitted[];
  /** By job and queue: when its message was due there first. */
  readonly queuedSeconds: Map<string, Seconds>;
  /** By worker. */
  readonly attempts: Map<string, Attempt[]>;
  readonly steps: ScalingStep[];
  readonly minutes: MinuteRow[];
};

export const placeKey = (jobId: string, queue: string): string => `${jobId} ${queue}`;

export type Observer = {
  readonly observed: Observed;
  readonly onWorkerLine: (worker: string, line: WorkerLine | undefined, clock: PlanClock) => void;
  /** To be called at least once while a job is in a queue. */
  readonly onJobs: (jobs: readonly Job[], clock: PlanClock) => void;
  readonly onMinute: (atSeconds: Seconds, looks: QueueLooks, groups: readonly LocalGroup[]) => void;
};

export function observeRun(): Observer {
  const observed: Observed = { submitted: [], queuedSeconds: new Map(), attempts: new Map(), steps: [], minutes: [] };
  return {
    observed,
    onWorkerLine: (worker, line, clock) => {
      if (line === undefined) return;
      const attempts = observed.attempts.get(worker) ?? [];
      observed.attempts.set(worker, attempts);
      const seconds = clock.secondsAt(Date.parse(line.time));
      if (line.msg === 'job taken') {
        const { jobId, queue } = line as unknown as { jobId: string; queue: string };
        attempts.push({ jobId, queue, fromSeconds: seconds, toSeconds: Number.NaN });
      }
      const last = attempts.at(-1);
      if (line.msg.startsWith('message ') && last !== undefined) last.toSeconds = seconds;
    },
    onJobs: (jobs, clock) => {
      for (const { jobId, queue, place } of jobs) {
        const key = placeKey(jobId, queue);
        if (!observed.queuedSeconds.has(key)) observed.queuedSeconds.set(key, clock.secondsAt(Date.parse(place.since)));
      }
    },
    onMinute: (atSeconds, looks, groups) => {
      const ready = groups.map(
        ({ members }) => members.filter(({ readySeconds }) => !Number.isNaN(readySeconds)).length,
      );
      observed.minutes.push({
        atSeconds,
        looks,
        inService: groups.map(({ draining }, index) => ready[index]! + draining.size),
        pending: groups.map(({ members }, index) => members.length - ready[index]!),
      });
    },
  };
}
