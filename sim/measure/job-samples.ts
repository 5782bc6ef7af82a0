/**
 * Waits, turnaround and time to result of one replication, from the columns of its jobs. It protects one invariant: a
 * sample holds what happened and nothing else; a job that never started has no wait, and is counted as unfinished
 * instead of entering with a guess (a settled run has none).
 *
 * What loops over jobs is a small function of its own: V8 compiles a loop that runs once per replication while it runs,
 * together with all that its function calls.
 */
import type { Count, Seconds } from '../../hub/units.ts';
import { JOB_FINISHED, type JobColumns, type RunRecord } from '../model/run-record.ts';
import { coldStartWaits } from './cold-start-waits.ts';
import { sketchJobs } from './job-sketches.ts';
import { metricKey } from './metric-key.ts';
import { type MetricSummary, summarizeSample } from './summary.ts';

export type Samples = Record<string, MetricSummary | null>;

/** Up to here every value is kept and every quantile exact; a copy of more would take gigabytes beside the jobs. */
export const EXACT_JOB_COUNT_MAX = 10_000_000;

/**
 * The job metrics, jobs from `firstJob` on (those before it are the warm-up period). O(jobs x queues).
 *
 * - `queue_wait_seconds{queue}`: first start - queued, per job and queue, of jobs that started there. Without a label the
 *   waits of all queues are pooled: one job contributes one wait per queue it passed.
 * - `turnaround_seconds`: ended - submitted, of finished jobs.
 * - `time_to_result_seconds{region}`: turnaround + what distance adds for that region.
 * - `cold_start_wait_seconds`: the part of a job's waits in which the instance that took it was still coming up; of jobs
 *   that started somewhere, most often 0.
 *
 * Of more than `exactCountMax` jobs the quantiles are those of a sketch, and the summaries say so (`errorRatio`).
 *
 * @param overheadSecondsByRegion [region of the record]
 * @example three jobs waiting 0, 10 and 20 s -> samples['queue_wait_seconds{queue=generation}'].mean is 10
 */
export function sampleJobs(
  record: RunRecord,
  firstJob: Count,
  overheadSecondsByRegion: readonly Seconds[],
  exactCountMax: Count = EXACT_JOB_COUNT_MAX,
): Samples {
  if (record.jobs.count - firstJob > exactCountMax) return sketchJobs(record, firstJob, overheadSecondsByRegion);
  return {
    ...queueWaits(record, firstJob),
    turnaround_seconds: summarizeSample(turnarounds(record.jobs, firstJob)),
    ...timesToResult(record, firstJob, overheadSecondsByRegion),
    cold_start_wait_seconds: summarizeSample(coldStartWaits(record.jobs, firstJob)),
  };
}

/** One buffer, queue after queue, so that the pool is the buffer and each queue a part of it. */
function queueWaits({ jobs, queueNames }: RunRecord, firstJob: Count): Samples {
  const waits = new Float64Array((jobs.count - firstJob) * jobs.queueCount);
  const byQueue: Samples = {};
  let filled = 0;
  for (const [queue, name] of queueNames.entries()) {
    const begin = filled;
    filled = fillWaits(waits, begin, jobs, queue, firstJob);
    byQueue[metricKey('queue_wait_seconds', 'queue', name)] = summarizeSample(waits.subarray(begin, filled));
  }
  return { queue_wait_seconds: summarizeSample(waits.subarray(0, filled)), ...byQueue };
}

/** Puts one queue's waits into `waits` from `begin` on; returns where they end. */
function fillWaits(waits: Float64Array, begin: number, jobs: JobColumns, queue: number, firstJob: Count): number {
  const { count, queueCount, queuedSeconds, startedSeconds } = jobs;
  let filled = begin;
  for (let at = firstJob * queueCount + queue; at < count * queueCount; at += queueCount) {
    const wait = startedSeconds[at]! - queuedSeconds[at]!;
    // NaN: it never started there.
    if (!Number.isNaN(wait)) waits[filled++] = wait;
  }
  return filled;
}

function turnarounds({ count, outcome, endedSeconds, submittedSeconds }: JobColumns, firstJob: Count): Float64Array {
  const values = new Float64Array(count - firstJob);
  let filled = 0;
  for (let job = firstJob; job < count; job += 1) {
    if (outcome[job] === JOB_FINISHED) values[filled++] = endedSeconds[job]! - submittedSeconds[job]!;
  }
  return values.subarray(0, filled);
}

/** One buffer, region after region. */
function timesToResult(
  { jobs, regionNames }: RunRecord,
  firstJob: Count,
  overheadSeconds: readonly Seconds[],
): Samples {
  // ends[region] is where the region ends, and the next one begins.
  const ends = finishedByRegion(jobs, firstJob, regionNames.length);
  for (let index = 1; index < ends.length; index += 1) ends[index]! += ends[index - 1]!;
  const values = new Float64Array(ends.at(-1) ?? 0);
  fillTimes(values, Int32Array.of(0, ...ends), jobs, firstJob, Float64Array.from(overheadSeconds));
  const byRegion = regionNames.map((name, index) => [
    metricKey('time_to_result_seconds', 'region', name),
    summarizeSample(values.subarray(ends[index - 1] ?? 0, ends[index])),
  ]);
  return { time_to_result_seconds: summarizeSample(values), ...Object.fromEntries(byRegion) };
}

function finishedByRegion({ count, outcome, region }: JobColumns, firstJob: Count, regionCount: Count): Int32Array {
  const counts = new Int32Array(regionCount);
  for (let job = firstJob; job < count; job += 1) if (outcome[job] === JOB_FINISHED) counts[region[job]!]! += 1;
  return counts;
}

/** `next`, by region: the place of its next time; moves on. */
function fillTimes(
  values: Float64Array,
  next: Int32Array,
  jobs: JobColumns,
  firstJob: Count,
  overheadSeconds: Float64Array,
): void {
  const { count, outcome, region, endedSeconds, submittedSeconds } = jobs;
  for (let job = firstJob; job < count; job += 1) {
    if (outcome[job] !== JOB_FINISHED) continue;
    const where = region[job]!;
    values[next[where]!++] = endedSeconds[job]! - submittedSeconds[job]! + overheadSeconds[where]!;
  }
}
