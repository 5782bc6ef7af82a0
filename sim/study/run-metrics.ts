/**
 * One replication, measured. What each metric means stands where it is computed: `job-samples.ts` (waits, turnaround,
 * time to result), `job-scalars.ts` (how jobs ended), `fleet-scalars.ts` (instances), `cost-metrics.ts` (money).
 */
import type { Seconds } from '../../hub/units.ts';
import type { Bill } from '../cost/bill.ts';
import { coldStartRatio } from '../measure/cold-start-waits.ts';
import { fleetScalars } from '../measure/fleet-scalars.ts';
import { sampleJobs } from '../measure/job-samples.ts';
import { jobScalars } from '../measure/job-scalars.ts';
import { warmupDeletionCount } from '../measure/warmup-deletion.ts';
import { regionLatencies } from '../model/delivery/region-latency.ts';
import type { RunRecord } from '../model/run-record.ts';
import type { SimulationInput } from '../model/simulation-input.ts';
import { costLinesOf, costScalars, usdByCategory } from './cost-metrics.ts';
import type { ReplicationSummary } from './replication-summary.ts';

/**
 * Summarizes a run. Jobs of the scenario's warm-up period are left out of the samples and of `cold_start_ratio`; costs
 * and counts are of the whole run. O(jobs + sessions), pure.
 *
 * @param bill of this record on this plan
 * @throws Error (a defect) when the record has a region that the catalog lacks, or its jobs do not balance.
 */
export function measureRun(input: SimulationInput, record: RunRecord, bill: Bill): ReplicationSummary {
  const warmupDeletedCount = warmupDeletionCount(record.jobs, input.scenario.warmup);
  const firstJob = warmupDeletedCount ?? 0;
  return {
    replication: record.replication,
    samples: sampleJobs(record, firstJob, overheadSecondsByRegion(input, record)),
    scalars: {
      cold_start_ratio: coldStartRatio(record.jobs, firstJob),
      ...costScalars(bill),
      ...fleetScalars(record),
      ...jobScalars(record),
    },
    costLines: costLinesOf(bill),
    usdByCategory: usdByCategory(bill),
    warmupDeletedCount,
    horizonSeconds: record.horizonSeconds,
    settled: record.settled,
    eventCount: record.counts.eventCount,
  };
}

function overheadSecondsByRegion({ plan }: SimulationInput, { regionNames }: RunRecord): Seconds[] {
  const latencies = regionLatencies(plan);
  return regionNames.map(name => {
    const found = latencies.find(({ region }) => region === name);
    if (found === undefined) throw new Error(`no latency is known for region ${name}`);
    return found.overheadSeconds;
  });
}
