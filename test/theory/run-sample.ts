/**
 * What the theory tests read from a record: waits and services of the jobs that arrived in a window, levels over its
 * time, and how much the run's own draws deviate from their known means.
 */
import type { Distribution } from '../../hub/distribution.ts';
import { meanOf } from '../../hub/mean-of.ts';
import type { Seconds } from '../../hub/units.ts';
import type { RunRecord } from '../../sim/model/run-record.ts';
import { secondMomentOf } from './closed-forms.ts';

/** One replication and the window that counts; jobs firstJob..endJob-1 were submitted in it. */
export type RunSample = {
  readonly record: RunRecord;
  readonly fromSeconds: Seconds;
  readonly toSeconds: Seconds;
  readonly firstJob: number;
  readonly endJob: number;
};

/** Waits in a queue, in order of submission, of the jobs of one arrival source. */
export function waitsOf({ record, firstJob, endJob }: RunSample, queue: number, source: number): Float64Array {
  const { jobs } = record;
  const waits = new Float64Array(endJob - firstJob);
  let count = 0;
  for (let job = firstJob; job < endJob; job += 1) {
    if (jobs.source[job] !== source) continue;
    const cell = job * jobs.queueCount + queue;
    waits[count] = jobs.startedSeconds[cell]! - jobs.queuedSeconds[cell]!;
    count += 1;
  }
  return waits.subarray(0, count);
}

/** The plain mean; NaN, which no test lets through, when a job of the window never started. */
export function meanWait(sample: RunSample, queue = 0, source = 0): Seconds {
  const waits = waitsOf(sample, queue, source);
  let sum = 0;
  for (const wait of waits) sum += wait;
  return sum / waits.length;
}

/** Share of jobs that did not start at once. */
export function delayedRatio(sample: RunSample, queue = 0, source = 0): number {
  const waits = waitsOf(sample, queue, source);
  let delayed = 0;
  for (const wait of waits) if (wait > 0) delayed += 1;
  return delayed / waits.length;
}

/** How many more jobs a source brought than its rate says, as a ratio: 0 on average. */
export function arrivalControl(sample: RunSample, source: number, perSecond: number): number {
  let count = 0;
  for (let job = sample.firstJob; job < sample.endJob; job += 1) {
    if (sample.record.jobs.source[job] === source) count += 1;
  }
  return count / (perSecond * (sample.toSeconds - sample.fromSeconds)) - 1;
}

/** Excess of the mean and of the mean square of a stage's service times, each as a ratio: 0 on average. */
export function serviceControls(sample: RunSample, stage: number, source: number, service: Distribution): number[] {
  if (service.kind === 'constant') return [];
  const { jobs } = sample.record;
  let count = 0;
  let sum = 0;
  let squares = 0;
  for (let job = sample.firstJob; job < sample.endJob; job += 1) {
    if (jobs.source[job] !== source) continue;
    const seconds = jobs.stageSeconds[job * jobs.activeStageCount + stage]!;
    count += 1;
    sum += seconds;
    squares += seconds * seconds;
  }
  return [sum / count / meanOf(service) - 1, squares / count / secondMomentOf(service) - 1];
}

/** Mean number of jobs waiting in a queue over the window's time, from every job's own wait. */
export function meanWaitingCount({ record, fromSeconds, toSeconds }: RunSample, queue = 0): number {
  const { jobs } = record;
  let integral = 0;
  for (let job = 0; job < jobs.count; job += 1) {
    const cell = job * jobs.queueCount + queue;
    const queued = jobs.queuedSeconds[cell]!;
    const started = jobs.startedSeconds[cell]!;
    const end = Number.isNaN(started) ? toSeconds : Math.min(started, toSeconds);
    integral += Math.max(0, end - Math.max(queued, fromSeconds));
  }
  return integral / (toSeconds - fromSeconds);
}

/** Time-weighted mean and variance of the number of jobs in the system. */
export function inSystemMoments(sample: RunSample): { mean: number; variance: number } {
  const { jobs } = sample.record;
  const { fromSeconds, toSeconds } = sample;
  const ends = Float64Array.from(jobs.endedSeconds, seconds => (Number.isNaN(seconds) ? Infinity : seconds)).sort();
  const arrivals = jobs.submittedSeconds;
  let arrived = 0;
  let ended = 0;
  let clock = fromSeconds;
  let sum = 0;
  let squares = 0;
  while (clock < toSeconds) {
    const next = Math.min(arrivals[arrived] ?? Infinity, ends[ended] ?? Infinity, toSeconds);
    const level = arrived - ended;
    if (next > clock) {
      sum += level * (next - clock);
      squares += level * level * (next - clock);
      clock = next;
    }
    if (arrivals[arrived] === next) arrived += 1;
    else if (ends[ended] === next) ended += 1;
  }
  const span = toSeconds - fromSeconds;
  return { mean: sum / span, variance: squares / span - (sum / span) ** 2 };
}
