/** The job metrics of `sampleJobs` without a copy of the values: one pass over the jobs, into sketches. */
import type { Count, Seconds } from '../../hub/units.ts';
import { JOB_FINISHED, type RunRecord } from '../model/run-record.ts';
import { metricKey } from './metric-key.ts';
import { addToSketch, createSketch, mergeSketch, type QuantileSketch, summarizeSketch } from './quantile-sketch.ts';
import type { MetricSummary } from './summary.ts';

/** The same keys in the same order as `sampleJobs`. O(jobs x queues); about 110 kB per metric. */
export function sketchJobs(
  record: RunRecord,
  firstJob: Count,
  overheadSecondsByRegion: readonly Seconds[],
): Record<string, MetricSummary | null> {
  const { queueNames, regionNames } = record;
  const waits = queueNames.map(createSketch);
  const turnarounds = createSketch();
  const times = regionNames.map(createSketch);
  const coldStarts = createSketch();
  for (let job = firstJob; job < record.jobs.count; job += 1) {
    addWaits(record, job, waits, coldStarts);
    addTimes(record, job, turnarounds, times, overheadSecondsByRegion);
  }
  const labeled = (
    name: 'queue_wait_seconds' | 'time_to_result_seconds',
    label: 'queue' | 'region',
    labels: readonly string[],
    sketches: readonly QuantileSketch[],
  ) =>
    Object.fromEntries(labels.map((each, index) => [metricKey(name, label, each), summarizeSketch(sketches[index]!)]));
  return {
    queue_wait_seconds: summarizeSketch(pooled(waits)),
    ...labeled('queue_wait_seconds', 'queue', queueNames, waits),
    turnaround_seconds: summarizeSketch(turnarounds),
    time_to_result_seconds: summarizeSketch(pooled(times)),
    ...labeled('time_to_result_seconds', 'region', regionNames, times),
    cold_start_wait_seconds: summarizeSketch(coldStarts),
  };
}

/** Of a job that started somewhere, also how long an instance was coming up for it. */
function addWaits(
  { jobs }: RunRecord,
  job: number,
  waits: readonly QuantileSketch[],
  coldStarts: QuantileSketch,
): void {
  let hasStarted = false;
  for (let queue = 0; queue < jobs.queueCount; queue += 1) {
    const at = job * jobs.queueCount + queue;
    const wait = jobs.startedSeconds[at]! - jobs.queuedSeconds[at]!;
    // NaN: it never started there.
    if (Number.isNaN(wait)) continue;
    hasStarted = true;
    addToSketch(waits[queue]!, wait);
  }
  if (hasStarted) addToSketch(coldStarts, jobs.coldStartSeconds[job]!);
}

function addTimes(
  { jobs }: RunRecord,
  job: number,
  turnarounds: QuantileSketch,
  times: readonly QuantileSketch[],
  overheadSeconds: readonly Seconds[],
): void {
  if (jobs.outcome[job] !== JOB_FINISHED) return;
  const turnaround = jobs.endedSeconds[job]! - jobs.submittedSeconds[job]!;
  const region = jobs.region[job]!;
  addToSketch(turnarounds, turnaround);
  addToSketch(times[region]!, turnaround + overheadSeconds[region]!);
}

function pooled(sketches: readonly QuantileSketch[]): QuantileSketch {
  const pool = createSketch();
  for (const sketch of sketches) mergeSketch(pool, sketch);
  return pool;
}
