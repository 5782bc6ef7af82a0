/** Whether worker threads pay. Judged by counts, not by a clock, so that a run does the same each time. */
import type { Count } from '../../hub/units.ts';
import type { SimulationInput } from '../model/simulation-input.ts';
import { arrivalSpan } from '../scenario/arrival-span.ts';

/**
 * Below so many simulated events ahead, the main thread is done before workers are of use: a worker has to load the
 * simulator (0.15 s with Node's compile cache, 0.35 s without) and to compile its hot loops.
 */
export const WORKER_EVENTS_MIN = 1_500_000;

/** A job of one stage in one queue has at least: arrival, visible, taken, ended. */
const EVENTS_PER_JOB_MIN = 4;

/**
 * At least so many events will a replication have, by the arrivals its sources announce; 0 when only the run can tell.
 *
 * @example a flash crowd of 10,000 -> 40,000 (measured: 42,800)
 */
export function expectedEventCount({ arrivals, scenario }: SimulationInput): Count {
  const { horizon } = scenario;
  const horizonSeconds = horizon.kind === 'fixed' ? horizon.seconds : horizon.maxSeconds;
  const jobCount = arrivals.reduce((sum, source) => {
    if (source.kind === 'trace') return sum + source.times.length;
    return sum + (arrivalSpan(source, horizonSeconds).expectedCount ?? 0);
  }, 0);
  return jobCount * EVENTS_PER_JOB_MIN;
}
