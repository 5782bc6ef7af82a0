import type { Count, Seconds } from '../../hub/units.ts';
import type { ArrivalPeriods } from './observations.ts';

/** Single arrivals are counted by five minutes: fine enough to see bursts, and CloudWatch's own period for SQS or a few of it. */
export const ARRIVAL_PERIOD_SECONDS: Seconds = 300;

/** One arrival at a moment. */
export function recordArrival(arrivals: ArrivalPeriods, atSeconds: Seconds): void {
  const start = Math.floor(atSeconds / ARRIVAL_PERIOD_SECONDS) * ARRIVAL_PERIOD_SECONDS;
  addCount(arrivals, start, 1);
  arrivals.periodSeconds = Math.max(arrivals.periodSeconds, ARRIVAL_PERIOD_SECONDS);
  arrivals.fromSeconds = Math.min(arrivals.fromSeconds, atSeconds);
  arrivals.toSeconds = Math.max(arrivals.toSeconds, atSeconds);
}

/** Arrivals of a period, as a metric counts them. Periods shorter than five minutes are added up to these. */
export function recordPeriod(
  arrivals: ArrivalPeriods,
  startSeconds: Seconds,
  periodSeconds: Seconds,
  count: Count,
): void {
  const kept = Math.max(periodSeconds, ARRIVAL_PERIOD_SECONDS);
  addCount(arrivals, Math.floor(startSeconds / kept) * kept, count);
  arrivals.periodSeconds = Math.max(arrivals.periodSeconds, kept);
  arrivals.fromSeconds = Math.min(arrivals.fromSeconds, startSeconds);
  arrivals.toSeconds = Math.max(arrivals.toSeconds, startSeconds + periodSeconds);
}

function addCount({ countByStart }: ArrivalPeriods, start: Seconds, count: Count): void {
  countByStart.set(start, (countByStart.get(start) ?? 0) + count);
}
