/** Requests: SQS as the simulator counted them, all others by the rows of the catalog. */
import { PRICES, type PriceName } from '../../hub/catalog/prices.ts';
import {
  PREVIEW_COUNTS,
  REQUEST_KINDS,
  REQUEST_ROWS,
  type RequestDriver,
  type RequestKind,
} from '../../hub/catalog/request-counts.ts';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import type { Count } from '../../hub/units.ts';
import type { RunRecord } from '../model/run-record.ts';
import { groupPlanOf } from './group-plans.ts';
import type { JobTally } from './job-tally.ts';
import { type Line, pricedLine } from './ledger.ts';

type Billing = { readonly item: string; readonly unit: string; readonly price: PriceName; readonly perPrice: number };

const MILLION = 1e6;
const THOUSAND = 1e3;

const BILLINGS: Readonly<Record<RequestKind, Billing>> = {
  httpApi: { item: 'api-requests', unit: 'request', price: 'httpApiMillionRequests', perPrice: MILLION },
  function: { item: 'function-requests', unit: 'request', price: 'lambdaMillionRequests', perPrice: MILLION },
  functionGigabyteSeconds: { item: 'function-time', unit: 'GB-second', price: 'lambdaArmGigabyteSecond', perPrice: 1 },
  tableWrite: { item: 'table-writes', unit: 'write unit', price: 'dynamodbWriteMillion', perPrice: MILLION },
  tableRead: { item: 'table-reads', unit: 'read unit', price: 'dynamodbReadMillion', perPrice: MILLION },
  bucketPut: { item: 'bucket-writes', unit: 'request', price: 's3PutThousand', perPrice: THOUSAND },
  bucketGet: { item: 'bucket-reads', unit: 'request', price: 's3GetThousand', perPrice: THOUSAND },
  event: { item: 'bucket-events', unit: 'event', price: 'eventBridgeMillionEvents', perPrice: MILLION },
};

/** A group on this boot path reads its weights from the bucket at every launch. */
const WEIGHTS_FROM_BUCKET = 'weights-from-s3';

export function requestLines(plan: HubPlan, record: RunRecord, tally: JobTally): Line[] {
  const happened = happeningsOf(plan, record, tally);
  const lines = REQUEST_KINDS.map(kind => {
    const { item, unit, price, perPrice } = BILLINGS[kind];
    let quantity = 0;
    for (const row of REQUEST_ROWS) quantity += happened[row.driver] * (row.counts[kind] ?? 0);
    return pricedLine(item, 'requests', { quantity, unit, usdPerUnit: PRICES[price].usd / perPrice });
  });
  const { receives, emptyReceives, sends, deletes, visibilityChanges } = record.counts;
  const queueRequests = receives + emptyReceives + sends + deletes + visibilityChanges;
  const usdPerUnit = PRICES.sqsMillionRequests.usd / MILLION;
  return [pricedLine('queue-requests', 'requests', { quantity: queueRequests, unit: 'request', usdPerUnit }), ...lines];
}

/** How often each driver happened. */
function happeningsOf(plan: HubPlan, record: RunRecord, tally: JobTally): Record<RequestDriver, Count> {
  return {
    submit: tally.submittedCount,
    reject: record.counts.rejected,
    poll: tally.pollCount,
    download: tally.finishedCount * plan.delivery.downloadsPerJob,
    attempt: record.counts.attempts,
    leaseChange: record.counts.visibilityChanges,
    stored: storedCountOf(plan, tally),
    preview: previewCountOf(plan, tally),
    passed: tally.passedByQueue.reduce((sum, passed) => sum + passed, 0),
    weightLoad: weightLoadCountOf(plan, record),
  };
}

/** Results stored: one per stage with checkpoints, else one per queue. */
export function storedCountOf(plan: HubPlan, tally: JobTally): Count {
  return tally.passedByQueue.reduce((sum, passed, queue) => sum + passed * storedPerPass(plan, queue), 0);
}

/** Results one job leaves in the bucket when it passes a queue. */
function storedPerPass(plan: HubPlan, queue: number): Count {
  return plan.worker.checkpoints ? plan.queues[queue]!.stages.length : 1;
}

/** A stage that is made again shows it again; that is left out, as it is with what is stored. */
function previewCountOf(plan: HubPlan, tally: JobTally): Count {
  return tally.passedByQueue.reduce((sum, passed, queue) => {
    const shown = plan.queues[queue]!.stages.reduce((count, stage) => count + (PREVIEW_COUNTS[stage] ?? 0), 0);
    return sum + passed * shown;
  }, 0);
}

function weightLoadCountOf(plan: HubPlan, record: RunRecord): Count {
  const byGroup = record.groups.map(group => {
    const { plan: groupPlan, warmPool } = groupPlanOf(plan, group);
    const cold = groupPlan.bootPath === WEIGHTS_FROM_BUCKET ? 1 : 0;
    return { cold, pool: cold, warm: warmPool?.bootPath === WEIGHTS_FROM_BUCKET ? 1 : 0 };
  });
  let count = 0;
  for (const session of record.sessions) count += byGroup[session.group]![session.start];
  return count;
}
