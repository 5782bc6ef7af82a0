/**
 * All jobs of a replication as columns: the record that is kept (JobColumns) and the working state of each job's one
 * message. Random numbers of a job are drawn once, when it is submitted and in order of submission, so that two plans
 * run on the same seed give the same job the same work (common random numbers).
 */
import type { Count, Seconds } from '../../hub/units.ts';
import type { Substream } from '../engine/substream.ts';
import type { Pipeline } from './pipeline.ts';
import { JOB_OPEN, type JobColumns } from './run-record.ts';

/** A job's message is nowhere (between queues, or ended), visible, or in flight. */
export const MESSAGE_NONE = 0;
export const MESSAGE_VISIBLE = 1;
export const MESSAGE_IN_FLIGHT = 2;

export type JobTable = JobColumns & {
  /** First stage without a checkpoint, and the one after its last. */
  nextStage: Uint8Array;
  endStage: Uint8Array;
  user: Int32Array;
  messageState: Uint8Array;
  messageQueue: Uint8Array;
  receiveCount: Uint16Array;
  /** Grows with every receive: an attempt owns the message while its receipt is the newest. */
  receipt: Uint32Array;
  /** While in flight: when it becomes visible again unless extended; Infinity while its heartbeat beats. */
  hiddenUntilSeconds: Float64Array;
  sentSeconds: Float64Array;
  /** [job, queue]: uniform draw for the delay of the event that leads out of the queue. */
  advanceDraw: Float32Array;
  poison: Uint8Array;
  capacity: Count;
};

export function createJobTable(queueCount: Count, activeStageCount: Count, capacity: Count): JobTable {
  return {
    count: 0,
    capacity,
    queueCount,
    activeStageCount,
    submittedSeconds: new Float64Array(capacity),
    endedSeconds: new Float64Array(capacity).fill(Number.NaN),
    outcome: new Uint8Array(capacity).fill(JOB_OPEN),
    region: new Uint8Array(capacity),
    source: new Uint16Array(capacity),
    queuedSeconds: new Float64Array(capacity * queueCount).fill(Number.NaN),
    startedSeconds: new Float64Array(capacity * queueCount).fill(Number.NaN),
    stageSeconds: new Float64Array(capacity * activeStageCount),
    coldStartSeconds: new Float32Array(capacity),
    redeliveryCount: new Uint16Array(capacity),
    nextStage: new Uint8Array(capacity),
    endStage: new Uint8Array(capacity),
    user: new Int32Array(capacity),
    messageState: new Uint8Array(capacity),
    messageQueue: new Uint8Array(capacity),
    receiveCount: new Uint16Array(capacity),
    receipt: new Uint32Array(capacity),
    hiddenUntilSeconds: new Float64Array(capacity),
    sentSeconds: new Float64Array(capacity),
    advanceDraw: new Float32Array(capacity * queueCount),
    poison: new Uint8Array(capacity),
  };
}

export type Submission = {
  readonly atSeconds: Seconds;
  readonly source: number;
  readonly region: number;
  readonly user: number;
  readonly stages: { readonly from: number; readonly to: number };
};

export type JobStreams = {
  /** [active stage] */
  readonly service: readonly Substream[];
  readonly advance: Substream;
  readonly poison: Substream;
};

/** Appends a job with all its draws and returns its index; O(stages). */
export function addJob(
  jobs: JobTable,
  submission: Submission,
  pipeline: Pipeline,
  streams: JobStreams,
  poisonRatio: number,
): number {
  if (jobs.count === jobs.capacity) grow(jobs);
  const job = jobs.count;
  jobs.count += 1;
  jobs.submittedSeconds[job] = submission.atSeconds;
  jobs.source[job] = submission.source;
  jobs.region[job] = submission.region;
  jobs.user[job] = submission.user;
  jobs.nextStage[job] = submission.stages.from;
  jobs.endStage[job] = submission.stages.to;
  const stageRow = job * jobs.activeStageCount;
  for (let stage = 0; stage < jobs.activeStageCount; stage += 1) {
    // Every stage draws, so that jobs of other kinds leave the draws of the next job as they were.
    const seconds = pipeline.stages[stage]!.sample(streams.service[stage]!);
    const isPassed = stage >= submission.stages.from && stage < submission.stages.to;
    jobs.stageSeconds[stageRow + stage] = isPassed ? seconds : 0;
  }
  const queueRow = job * jobs.queueCount;
  for (let queue = 0; queue < jobs.queueCount; queue += 1) {
    jobs.advanceDraw[queueRow + queue] = streams.advance.uniform();
  }
  if (poisonRatio > 0 && streams.poison.uniform() < poisonRatio) jobs.poison[job] = 1;
  return job;
}

/** The record without the working state, cut to the jobs there are. */
export function jobColumnsOf(jobs: JobTable): JobColumns {
  const { count, queueCount, activeStageCount } = jobs;
  return {
    count,
    queueCount,
    activeStageCount,
    submittedSeconds: jobs.submittedSeconds.subarray(0, count),
    endedSeconds: jobs.endedSeconds.subarray(0, count),
    outcome: jobs.outcome.subarray(0, count),
    region: jobs.region.subarray(0, count),
    source: jobs.source.subarray(0, count),
    queuedSeconds: jobs.queuedSeconds.subarray(0, count * queueCount),
    startedSeconds: jobs.startedSeconds.subarray(0, count * queueCount),
    stageSeconds: jobs.stageSeconds.subarray(0, count * activeStageCount),
    coldStartSeconds: jobs.coldStartSeconds.subarray(0, count),
    redeliveryCount: jobs.redeliveryCount.subarray(0, count),
  };
}

function grow(jobs: JobTable): void {
  const bigger = createJobTable(jobs.queueCount, jobs.activeStageCount, jobs.capacity * 2);
  for (const [name, column] of Object.entries(bigger)) {
    if (!ArrayBuffer.isView(column)) continue;
    (column as Float64Array).set((jobs as unknown as Record<string, Float64Array>)[name]!);
  }
  Object.assign(jobs, { ...bigger, count: jobs.count });
}
