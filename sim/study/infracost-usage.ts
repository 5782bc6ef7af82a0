/**
 * What Infracost must be told to price this hub: requests, gigabytes and mean group sizes of a month, from a study. Its own
 * usage file holds one number per resource, typed by hand; here they are simulated. Keys are resource types as Infracost
 * names them (Terraform's) with the names that our Pulumi program gives; schema 0.1, infracost-usage-example.yml, 2024 [M].
 */

import type { PriceName } from '../../hub/catalog/prices.ts';
import { USER_REGION_NAMES, USER_REGIONS } from '../../hub/catalog/regions.ts';
import { FUNCTION_MEMORY_MEGABYTES, WEIGHTS_GIGABYTES } from '../../hub/catalog/request-counts.ts';
import { HubError } from '../../hub/errors.ts';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import { type Count, HOURS_PER_MONTH } from '../../hub/units.ts';
import { fixedItemsOf } from '../cost/fixed-items.ts';
import { groupPlansOf } from '../cost/group-plans.ts';
import type { CostLine } from './replication-summary.ts';

/** Numbers by name, one level deeper where Infracost wants it so (a storage class, a region of CloudFront). */
export type ResourceUsage = Readonly<Record<string, number | Readonly<Record<string, number>>>>;

export type InfracostUsage = {
  /** How often the scenario happens in the month that is told. */
  readonly timesPerMonth: number;
  /** By resource, `aws_sqs_queue.generation-queue`. */
  readonly resources: Readonly<Record<string, ResourceUsage>>;
};

/** Infracost's price regions of CloudFront, by the catalog's price of a gigabyte there. */
const CDN_REGIONS: Readonly<Partial<Record<PriceName, string>>> = {
  cloudfrontUsGigabyte: 'us',
  cloudfrontEuropeGigabyte: 'europe',
  cloudfrontSouthAmericaGigabyte: 'south_america',
  cloudfrontJapanGigabyte: 'japan',
  cloudfrontAustraliaGigabyte: 'australia',
  cloudfrontAsiaGigabyte: 'asia_pacific',
  cloudfrontIndiaGigabyte: 'india',
};

/**
 * @param lines of a study's bill, mean over replications
 * @param timesPerMonth null: end to end, as fits a scenario that describes an ordinary day or week
 * @throws HubError USAGE when the scenario takes longer than the month has room for
 * @example 3 instance-hours of a group with minCount 0, once a month -> instances 3 / 730
 */
export function infracostUsage(
  plan: HubPlan,
  lines: readonly CostLine[],
  timesPerMonth: number | null,
): InfracostUsage {
  const scenarioHours = scenarioHoursOf(plan, lines);
  const times = timesPerMonth ?? HOURS_PER_MONTH / scenarioHours;
  const restHours = HOURS_PER_MONTH - times * scenarioHours;
  // One replication of the mean hours, end to end, fills the month but for a rounding.
  if (restHours < -1e-6) {
    throw new HubError('USAGE', `${times} x ${scenarioHours.toFixed(1)} h do not fit a month of ${HOURS_PER_MONTH} h`, {
      hint: `choose --times-per-month ${Math.floor(HOURS_PER_MONTH / scenarioHours)} or less`,
    });
  }
  const monthly = (item: string, group?: string): number => times * quantityOf(lines, item, group);
  return {
    timesPerMonth: times,
    resources: {
      ...groupUsage(plan, monthly, restHours),
      ...queueUsage(plan, monthly('queue-requests')),
      'aws_apigatewayv2_api.endpoint-api': { monthly_requests: monthly('api-requests') },
      'aws_lambda_function.api-get-function': functionUsage(monthly),
      'aws_dynamodb_table.jobs-table': {
        monthly_write_request_units: monthly('table-writes'),
        monthly_read_request_units: monthly('table-reads'),
        storage_gb: monthly('job-records'),
      },
      'aws_s3_bucket.store-assets-bucket': {
        standard: {
          storage_gb: WEIGHTS_GIGABYTES + monthly('checkpoints') + monthly('handed-over') + monthly('assets'),
          monthly_tier_1_requests: monthly('bucket-writes'),
          monthly_tier_2_requests: monthly('bucket-reads'),
        },
      },
      'aws_cloudwatch_log_group.generation-log': {
        monthly_data_ingested_gb: monthly('log-intake'),
        storage_gb: monthly('logs-kept'),
      },
      ...(plan.delivery.path === 'cloudfront' ? cdnUsage(monthly) : {}),
    },
  };
}

/** Mean of the billed time, from a line that every bill has: its share of the month's quantity is the run's share. */
function scenarioHoursOf(plan: HubPlan, lines: readonly CostLine[]): number {
  const upkeep = fixedItemsOf(plan).find(({ item }) => item === 'upkeep')!;
  return (quantityOf(lines, 'upkeep') / upkeep.quantity) * HOURS_PER_MONTH;
}

function quantityOf(lines: readonly CostLine[], item: string, group?: string): number {
  const own = lines.filter(line => line.item === item && (group === undefined || line.group === group));
  return own.reduce((sum, { quantity }) => sum + quantity, 0);
}

type Monthly = (item: string, group?: string) => number;

/** Mean instances over the month: those of the scenario, and the group's minimum for the rest of it. */
function groupUsage(plan: HubPlan, monthly: Monthly, restHours: number): Record<string, ResourceUsage> {
  const entries = groupPlansOf(plan).map(({ fleet, market, plan: { minCount } }) => {
    const name = `${fleet}-${market === 'spot' ? 'burst' : 'base'}`;
    // Hours that an interruption made free are hours that the instance ran; Infracost knows no such rule.
    const hours = monthly('instance-hours', name) + monthly('spot-first-hour-free', name);
    const instances = (hours + minCount * Math.max(0, restHours)) / HOURS_PER_MONTH;
    return [`aws_autoscaling_group.${name}-group`, { instances }] as const;
  });
  return Object.fromEntries(entries);
}

/** The bill counts the requests of all queues together; their price is the same. */
function queueUsage({ queues }: HubPlan, requests: Count): Record<string, ResourceUsage> {
  return Object.fromEntries(
    queues.map(({ name }) => [`aws_sqs_queue.${name}-queue`, { monthly_requests: requests / queues.length }]),
  );
}

/** All functions have the same memory, so that one of them may stand for all. */
function functionUsage(monthly: Monthly): ResourceUsage {
  const requests = monthly('function-requests');
  const gigabytes = FUNCTION_MEMORY_MEGABYTES / 1024;
  const seconds = requests === 0 ? 0 : monthly('function-time') / gigabytes / requests;
  return { monthly_requests: requests, request_duration_ms: seconds * 1000 };
}

function cdnUsage(monthly: Monthly): Record<string, ResourceUsage> {
  const gigabytes: Record<string, number> = {};
  const requests: Record<string, number> = {};
  for (const name of USER_REGION_NAMES) {
    const region = CDN_REGIONS[USER_REGIONS[name].cloudfrontGigabytePrice]!;
    gigabytes[region] = (gigabytes[region] ?? 0) + monthly(`cdn-${name}`);
    const edgeRequests = monthly(`cdn-requests-${name}`) + monthly(`edge-api-requests-${name}`);
    requests[region] = (requests[region] ?? 0) + edgeRequests;
  }
  return {
    'aws_cloudfront_distribution.delivery-distribution': {
      monthly_data_transfer_to_internet_gb: gigabytes,
      monthly_https_requests: requests,
    },
  };
}
