/** What jobs leave behind, paid for its whole retention by the run that made it, also when that ends after the horizon. */
import { PRICES } from '../../hub/catalog/prices.ts';
import { JOB_RECORD_KILOBYTES, LOG_RETENTION_DAYS, SUPERSEDED_JOB_DAYS } from '../../hub/catalog/request-counts.ts';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import { HOURS_PER_MONTH, SECONDS_PER_DAY, SECONDS_PER_HOUR, type Usd } from '../../hub/units.ts';
import type { RunRecord } from '../model/run-record.ts';
import type { JobTally } from './job-tally.ts';
import { type Line, pricedLine } from './ledger.ts';
import { storedCountOf } from './request-lines.ts';
import { logGigabytesOf } from './traffic-lines.ts';

const MEGABYTES_PER_GIGABYTE = 1e3;
const KILOBYTES_PER_GIGABYTE = 1e6;
const MONTHS_PER_DAY = SECONDS_PER_DAY / SECONDS_PER_HOUR / HOURS_PER_MONTH;

/**
 * Stored results in proportion to the stages passed: checkpoints within a queue, and what one queue hands to the next, which
 * is kept as long as an asset. Assets of finished jobs, job records, logs.
 */
export function storageLines(plan: HubPlan, record: RunRecord, tally: JobTally): Line[] {
  const { storage } = plan;
  const stagesPerJob = plan.queues.reduce((sum, queue) => sum + queue.stages.length, 0);
  const gigabytesPerResult = storage.checkpointMegabytesPerJob / stagesPerJob / MEGABYTES_PER_GIGABYTE;
  const handedOverCount = tally.passedByQueue.slice(0, -1).reduce((sum, passed) => sum + passed, 0);
  const line = (item: string, gigabytes: number, retentionDays: number, usdPerUnit: Usd): Line =>
    pricedLine(item, 'storage', { quantity: gigabytes * retentionDays * MONTHS_PER_DAY, unit: 'GB-month', usdPerUnit });
  return [
    line(
      'checkpoints',
      (storedCountOf(plan, tally) - handedOverCount) * gigabytesPerResult,
      storage.checkpointRetentionDays + SUPERSEDED_JOB_DAYS,
      PRICES.s3StandardGigabyteMonth.usd,
    ),
    line(
      'handed-over',
      handedOverCount * gigabytesPerResult,
      storage.assetRetentionDays + SUPERSEDED_JOB_DAYS,
      PRICES.s3StandardGigabyteMonth.usd,
    ),
    line(
      'assets',
      (tally.finishedCount * storage.assetMegabytes) / MEGABYTES_PER_GIGABYTE,
      storage.assetRetentionDays + SUPERSEDED_JOB_DAYS,
      PRICES.s3StandardGigabyteMonth.usd,
    ),
    line(
      'job-records',
      (tally.submittedCount * JOB_RECORD_KILOBYTES) / KILOBYTES_PER_GIGABYTE,
      storage.assetRetentionDays,
      PRICES.dynamodbGigabyteMonth.usd,
    ),
    line('logs-kept', logGigabytesOf(plan, record, tally), LOG_RETENTION_DAYS, PRICES.cloudWatchLogGigabyteMonth.usd),
  ];
}
