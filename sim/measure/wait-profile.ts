/**
 * The waits of one replication as charts show them: over time and as a distribution, in a few hundred numbers whatever the
 * number of jobs. It protects one invariant: every job that started in a queue is in exactly one bin of each.
 */
import type { Count, Seconds } from '../../hub/units.ts';
import type { RunRecord } from '../model/run-record.ts';
import { roundStep } from './round-step.ts';
import { quantilesOf } from './sample-statistics.ts';

export type QueueWaits = {
  /** [time bin]: jobs whose work began in it, and the median and p95 of their waits; null where none began. */
  readonly startedCounts: readonly Count[];
  readonly p50Seconds: readonly (Seconds | null)[];
  readonly p95Seconds: readonly (Seconds | null)[];
  /** [wait bin]: jobs that waited so long. */
  readonly waitCounts: readonly Count[];
};

/** Bin i covers i x width up to just before (i + 1) x width. Widths are round, and the same for all queues. */
export type WaitProfile = {
  readonly timeBinSeconds: Seconds;
  readonly waitBinSeconds: Seconds;
  /** In the order of the record's queues. */
  readonly queues: readonly QueueWaits[];
};

/** As many as a chart has room for. */
const TIME_BIN_COUNT_MAX = 240;
const WAIT_BIN_COUNT_MAX = 60;

/** Starts and waits of one queue, in the order of its jobs. */
type Starts = { readonly atSeconds: Float64Array; readonly waitSeconds: Float64Array };
/** Bins enough for every value of every queue; none when there is no value. */
type Bins = { readonly widthSeconds: Seconds; readonly count: Count };

/**
 * A job that never started in a queue has no wait there and is left out. O(jobs x queues).
 *
 * @example three jobs that waited 0, 10 and 20 s and began within a minute -> p50Seconds [10], startedCounts [3]
 */
export function waitProfile(record: RunRecord): WaitProfile {
  const starts = record.queueNames.map((_, queue) => startsOf(record, queue));
  const timeBins = binsFor(
    starts.map(({ atSeconds }) => atSeconds),
    TIME_BIN_COUNT_MAX,
  );
  const waitBins = binsFor(
    starts.map(({ waitSeconds }) => waitSeconds),
    WAIT_BIN_COUNT_MAX,
  );
  return {
    timeBinSeconds: timeBins.widthSeconds,
    waitBinSeconds: waitBins.widthSeconds,
    queues: starts.map(each => ({
      ...overTime(each, timeBins),
      waitCounts: [...countsIn(each.waitSeconds, waitBins)],
    })),
  };
}

function startsOf({ jobs, queueNames }: RunRecord, queue: number): Starts {
  const atSeconds = new Float64Array(jobs.count);
  const waitSeconds = new Float64Array(jobs.count);
  let filled = 0;
  for (let job = 0; job < jobs.count; job += 1) {
    const at = job * queueNames.length + queue;
    const started = jobs.startedSeconds[at]!;
    // NaN: it never started there.
    if (Number.isNaN(started)) continue;
    atSeconds[filled] = started;
    waitSeconds[filled] = started - jobs.queuedSeconds[at]!;
    filled += 1;
  }
  return { atSeconds: atSeconds.subarray(0, filled), waitSeconds: waitSeconds.subarray(0, filled) };
}

function binsFor(columns: readonly Float64Array[], countMax: Count): Bins {
  const largest = columns.reduce((most, column) => column.reduce((larger, value) => Math.max(larger, value), most), 0);
  const widthSeconds = roundStep(largest, countMax);
  const isEmpty = columns.every(({ length }) => length === 0);
  return { widthSeconds, count: isEmpty ? 0 : Math.floor(largest / widthSeconds) + 1 };
}

/** The waits are laid out bin after bin in one buffer, so that each bin is a part of it. */
function overTime({ atSeconds, waitSeconds }: Starts, bins: Bins): Omit<QueueWaits, 'waitCounts'> {
  const counts = countsIn(atSeconds, bins);
  const ends = new Int32Array(bins.count);
  for (let bin = 1; bin < bins.count; bin += 1) ends[bin] = ends[bin - 1]! + counts[bin - 1]!;
  const byBin = new Float64Array(waitSeconds.length);
  for (let job = 0; job < waitSeconds.length; job += 1) {
    byBin[ends[Math.floor(atSeconds[job]! / bins.widthSeconds)]!++] = waitSeconds[job]!;
  }
  const quantiles = Array.from(counts, (size, bin) =>
    size === 0 ? [null, null] : quantilesOf(byBin.subarray(ends[bin]! - size, ends[bin]), [0.5, 0.95]),
  );
  return {
    startedCounts: [...counts],
    p50Seconds: quantiles.map(([p50]) => p50 ?? null),
    p95Seconds: quantiles.map(([, p95]) => p95 ?? null),
  };
}

function countsIn(values: Float64Array, { widthSeconds, count }: Bins): Int32Array {
  const counts = new Int32Array(count);
  for (const value of values) counts[Math.floor(value / widthSeconds)]! += 1;
  return counts;
}
