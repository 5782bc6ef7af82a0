/**
 * How the jobs of one replication ended. It protects one invariant: submitted = finished + unfinished + dead-lettered +
 * canceled. All jobs count, those of the warm-up period too: a count that leaves some out would not balance.
 */
import type { Count } from '../../hub/units.ts';
import { JOB_OUTCOMES, type JobColumns, type RunRecord } from '../model/run-record.ts';
import type { Scalars } from './fleet-scalars.ts';

/**
 * `jobs_submitted` are the jobs let in; `jobs_rejected` were answered 429 and are no jobs. `jobs_unfinished` were still
 * open at the horizon. `redelivered_messages` are receives beyond a message's first. O(jobs).
 *
 * @throws Error (a defect) when the outcomes do not sum to the jobs submitted.
 * @example three jobs, of which one is open -> submitted 3, finished 2, unfinished 1
 */
export function jobScalars({ jobs, counts }: RunRecord): Scalars {
  const byOutcome = countOutcomes(jobs);
  const countOf = (outcome: (typeof JOB_OUTCOMES)[number]) => byOutcome[JOB_OUTCOMES.indexOf(outcome)]!;
  const accounted = JOB_OUTCOMES.reduce((total, outcome) => total + countOf(outcome), 0);
  if (accounted !== jobs.count) throw new Error(`${jobs.count} jobs were submitted and ${accounted} accounted for`);
  return {
    redelivered_messages: countRedeliveries(jobs),
    jobs_submitted: jobs.count,
    jobs_rejected: counts.rejected,
    jobs_canceled: countOf('canceled'),
    jobs_finished: countOf('finished'),
    jobs_unfinished: countOf('open'),
    jobs_dead_lettered: countOf('deadLettered'),
  };
}

function countOutcomes({ count, outcome }: JobColumns): Int32Array {
  const byOutcome = new Int32Array(JOB_OUTCOMES.length);
  for (let job = 0; job < count; job += 1) byOutcome[outcome[job]!]! += 1;
  return byOutcome;
}

function countRedeliveries({ count, redeliveryCount }: JobColumns): Count {
  let redeliveries = 0;
  for (let job = 0; job < count; job += 1) redeliveries += redeliveryCount[job]!;
  return redeliveries;
}
