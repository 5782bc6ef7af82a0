/** What a stack costs in a month without any job and without any instance. */
import { PRICES } from '../../hub/catalog/prices.ts';
import {
  COGNITO_FREE_USER_COUNT,
  MACHINE_IMAGE_GIBIBYTES,
  UPKEEP_COUNTS,
  WEB_ACL_RULE_COUNT,
  WEIGHTS_GIGABYTES,
  WORKER_IMAGE_GIGABYTES,
} from '../../hub/catalog/request-counts.ts';
import type { HubPlan } from '../../hub/plan/hub-plan.ts';
import { type Count, HOURS_PER_MONTH, SECONDS_PER_HOUR, SECONDS_PER_MINUTE, type Usd } from '../../hub/units.ts';
import { alarmMetricCountOf } from './alarm-metric-count.ts';

const MINUTES_PER_HOUR = SECONDS_PER_HOUR / SECONDS_PER_MINUTE;

export type FixedItem = {
  readonly item: string;
  readonly quantity: number;
  readonly unit: string;
  readonly usdPerUnit: Usd;
  readonly usdPerMonth: Usd;
};

/** Items of quantity 0 are left out. */
export function fixedItemsOf(plan: HubPlan): FixedItem[] {
  const item = (name: string, quantity: number, unit: string, usdPerUnit: Usd): FixedItem => ({
    item: name,
    quantity,
    unit,
    usdPerUnit,
    usdPerMonth: quantity * usdPerUnit,
  });
  const webAclCount = Number(plan.delivery.webAcl);
  const natHours = plan.network.natGatewayCount * HOURS_PER_MONTH;
  return [
    item('nat-hours', natHours, 'gateway-hour', PRICES.natGatewayHour.usd),
    item('alarms', alarmMetricCountOf(plan), 'alarm-metric-month', PRICES.cloudWatchAlarmMonth.usd),
    item('dashboards', Number(plan.observability.dashboard), 'dashboard-month', PRICES.cloudWatchDashboardMonth.usd),
    item('web-acl', webAclCount, 'web-ACL-month', PRICES.webAclMonth.usd),
    item('web-acl-rules', webAclCount * WEB_ACL_RULE_COUNT, 'rule-month', PRICES.webAclRuleMonth.usd),
    item('signed-in-users', paidUserCountOf(plan), 'monthly active user', PRICES.cognitoLiteUserMonth.usd),
    item('worker-image', WORKER_IMAGE_GIGABYTES, 'GB-month', PRICES.ecrGigabyteMonth.usd),
    item('machine-image', MACHINE_IMAGE_GIBIBYTES, 'GiB-month', PRICES.ebsSnapshotGibibyteMonth.usd),
    item('upkeep', HOURS_PER_MONTH * MINUTES_PER_HOUR, 'run', upkeepUsdOf(plan)),
    item('weights', WEIGHTS_GIGABYTES, 'GB-month', PRICES.s3StandardGigabyteMonth.usd),
  ].filter(({ quantity }) => quantity > 0);
}

/** With an issuer of the studio's own there is no pool to pay for. */
function paidUserCountOf({ access }: Pick<HubPlan, 'access'>): Count {
  if (access.issuerUrl !== undefined) return 0;
  return Math.max(0, access.usersPerMonth - COGNITO_FREE_USER_COUNT);
}

/** Of one run of the function that looks after jobs and queues, where there are no jobs. */
function upkeepUsdOf({ queues }: Pick<HubPlan, 'queues'>): Usd {
  const { queueRequestsPerQueue, tableWritesPerQueue, tableReadsPerQueue, ...counts } = UPKEEP_COUNTS;
  const millions =
    counts.function * PRICES.lambdaMillionRequests.usd +
    queues.length * queueRequestsPerQueue * PRICES.sqsMillionRequests.usd +
    queues.length * tableWritesPerQueue * PRICES.dynamodbWriteMillion.usd +
    (counts.tableRead + queues.length * tableReadsPerQueue) * PRICES.dynamodbReadMillion.usd;
  return millions / 1e6 + counts.functionGigabyteSeconds * PRICES.lambdaArmGigabyteSecond.usd;
}
