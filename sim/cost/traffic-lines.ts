/** Bytes that move: results to players, calls through NAT, logs. */
import { PRICES } from '../../hub/catalog/prices.ts';
import { USER_REGION_NAMES, USER_REGIONS, type UserRegion } from '../../hub/catalog/regions.ts';
import { ACCESS_LOG_BYTES } from '../../hub/catalog/request-counts.ts';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import type { RunRecord } from '../model/run-record.ts';
import type { JobTally } from './job-tally.ts';
import { type Line, pricedLine } from './ledger.ts';

const MEGABYTES_PER_GIGABYTE = 1000;
const BYTES_PER_GIGABYTE = 1e9;
/** The catalog prices HTTPS requests to an edge by the ten thousand. */
const HTTPS_REQUESTS_PER_PRICE = 10_000;
/** And those that a web ACL looks at by the million. */
const REQUESTS_PER_WEB_ACL_PRICE = 1e6;

/** One line per region for the bytes of downloads, and through CloudFront one for their requests. */
export function deliveryLines(plan: HubPlan, record: RunRecord, tally: JobTally): Line[] {
  return record.regionNames.flatMap((name, index) => {
    const downloadCount = tally.finishedByRegion[index]! * plan.delivery.downloadsPerJob;
    if (downloadCount === 0) return [];
    const region = regionNamed(name);
    const quantity = (downloadCount * plan.storage.assetMegabytes) / MEGABYTES_PER_GIGABYTE;
    if (plan.delivery.path === 'direct') {
      const usdPerUnit = PRICES.internetEgressGigabyte.usd;
      return [pricedLine(`egress-${name}`, 'delivery', { quantity, unit: 'GB', usdPerUnit })];
    }
    const usdPerRequest = PRICES[region.cloudfrontHttpsPrice].usd / HTTPS_REQUESTS_PER_PRICE;
    return [
      pricedLine(`cdn-${name}`, 'delivery', {
        quantity,
        unit: 'GB',
        usdPerUnit: PRICES[region.cloudfrontGigabytePrice].usd,
      }),
      pricedLine(`cdn-requests-${name}`, 'delivery', {
        quantity: downloadCount,
        unit: 'request',
        usdPerUnit: usdPerRequest,
      }),
    ];
  });
}

/** What workers write about jobs, and the API about requests. */
export function logGigabytesOf(plan: HubPlan, record: RunRecord, tally: JobTally): number {
  const { submittedCount, pollCount, finishedCount } = tally;
  const requestCount =
    submittedCount + record.counts.rejected + pollCount + finishedCount * plan.delivery.downloadsPerJob;
  const workersGigabytes = (submittedCount * plan.observability.logMegabytesPerJob) / MEGABYTES_PER_GIGABYTE;
  return workersGigabytes + (requestCount * ACCESS_LOG_BYTES) / BYTES_PER_GIGABYTE;
}

/** NAT by the gigabyte and logs by the gigabyte taken in; the gateway's hours stand with the fixed lines. */
export function jobTrafficLines(plan: HubPlan, record: RunRecord, tally: JobTally): Line[] {
  const logs = pricedLine('log-intake', 'requests', {
    quantity: logGigabytesOf(plan, record, tally),
    unit: 'GB',
    usdPerUnit: PRICES.cloudWatchLogGigabyte.usd,
  });
  if (plan.network.workerSubnets !== 'private' || plan.network.natGatewayCount === 0) return [logs];
  const natGigabytes = (tally.submittedCount * plan.network.natMegabytesPerJob) / MEGABYTES_PER_GIGABYTE;
  const usdPerUnit = PRICES.natGigabyte.usd;
  return [logs, pricedLine('nat-traffic', 'requests', { quantity: natGigabytes, unit: 'GB', usdPerUnit })];
}

/**
 * Calls of the API, which reach it through the edge near the player: each job's submit, polls and request for the result.
 * Where the plan has a web ACL, it looks at each of them, and at each download from the edge.
 */
export function edgeRequestLines(plan: HubPlan, record: RunRecord, tally: JobTally): Line[] {
  const calls = record.regionNames.map((name, index) => ({ name, ...edgeRequestsOf(plan, record, tally, index) }));
  const lines = calls.flatMap(({ name, callCount }) => {
    if (callCount === 0) return [];
    const usdPerUnit = PRICES[regionNamed(name).cloudfrontHttpsPrice].usd / HTTPS_REQUESTS_PER_PRICE;
    return [pricedLine(`edge-api-requests-${name}`, 'requests', { quantity: callCount, unit: 'request', usdPerUnit })];
  });
  if (!plan.delivery.webAcl) return lines;
  const quantity = calls.reduce((sum, { callCount, downloadCount }) => {
    return sum + callCount + (plan.delivery.path === 'cloudfront' ? downloadCount : 0);
  }, 0);
  const usdPerUnit = PRICES.webAclMillionRequests.usd / REQUESTS_PER_WEB_ACL_PRICE;
  return [...lines, pricedLine('web-acl-requests', 'requests', { quantity, unit: 'request', usdPerUnit })];
}

/** Of the players of one region. Callers who were turned away are taken to live where the others do. */
function edgeRequestsOf(plan: HubPlan, record: RunRecord, tally: JobTally, region: number) {
  const { finishedByRegion, submittedByRegion, pollsByRegion, submittedCount } = tally;
  const submitsPerJob = submittedCount === 0 ? 0 : 1 + record.counts.rejected / submittedCount;
  const downloadCount = finishedByRegion[region]! * plan.delivery.downloadsPerJob;
  return {
    callCount: submittedByRegion[region]! * submitsPerJob + pollsByRegion[region]! + downloadCount,
    downloadCount,
  };
}

function regionNamed(name: string): UserRegion {
  const found = USER_REGION_NAMES.find(known => known === name);
  if (found === undefined) throw new Error(`no delivery price for region ${name}`);
  return USER_REGIONS[found];
}
