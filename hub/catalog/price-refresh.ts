/** What `asset-sim prices refresh` asks AWS for, what it makes of the answers, and the file that keeps them. */
import type { Usd } from '../units.ts';
import { INSTANCE_TYPE_NAMES, type InstanceTypeName } from './instance-type-names.ts';

export type RefreshedPrices = {
  /** Day of the answers, `2026-11-28`; null before the first refresh. */
  readonly date: string | null;
  readonly onDemandUsdPerHour: Readonly<Partial<Record<InstanceTypeName, Usd>>>;
  readonly spotUsdPerHour: Readonly<Partial<Record<InstanceTypeName, Usd>>>;
  /** By name of PRICES. */
  readonly usd: Readonly<Record<string, Usd>>;
};

export const PRICE_LIST_SOURCE = 'AWS Price List API, GetProducts';
export const SPOT_SOURCE = 'EC2 DescribeSpotPriceHistory, mean of 30 days and of all zones';

/** The one region of the catalog. */
export const PRICE_REGION = 'us-east-1';

/** A product by its usage type, and how its price becomes ours: `usd = answer x factor`. */
export type PriceQuery = {
  readonly serviceCode: string;
  readonly usageType: string;
  /** The unit AWS must answer in; another one means that the factor no longer holds. */
  readonly unit: RegExp;
  readonly factor: number;
};

const query = (serviceCode: string, usageType: string, unit: RegExp, factor = 1): PriceQuery =>
  Object.freeze({ serviceCode, usageType, unit, factor });

/**
 * Those prices of the catalog whose usage type is known; the others are kept by hand. Usage types and units of us-east-1 as
 * public readers of the price list have them, 2024-2026 [M]; a wrong one finds nothing, and then nothing is changed.
 */
export const PRICE_QUERIES: Readonly<Record<string, PriceQuery>> = Object.freeze({
  ebsGp3GibibyteMonth: query('AmazonEC2', 'EBS:VolumeUsage.gp3', /^GB-Mo/i),
  /** AWS prices the GiB/s, the catalog the MiB/s. */
  ebsGp3ThroughputMonth: query('AmazonEC2', 'EBS:VolumeP-Throughput.gp3', /^GiBps-mo/i, 1 / 1024),
  natGatewayHour: query('AmazonEC2', 'NatGateway-Hours', /^Hrs/i),
  natGigabyte: query('AmazonEC2', 'NatGateway-Bytes', /^GB/i),
  publicIpv4Hour: query('AmazonVPC', 'USE1-PublicIPv4:InUseAddress', /^Hrs/i),
  s3StandardGigabyteMonth: query('AmazonS3', 'TimedStorage-ByteHrs', /^GB-Mo/i),
  s3PutThousand: query('AmazonS3', 'Requests-Tier1', /^Requests/i, 1e3),
  s3GetThousand: query('AmazonS3', 'Requests-Tier2', /^Requests/i, 1e3),
  dynamodbWriteMillion: query('AmazonDynamoDB', 'WriteRequestUnits', /^WriteRequestUnits/i, 1e6),
  dynamodbReadMillion: query('AmazonDynamoDB', 'ReadRequestUnits', /^ReadRequestUnits/i, 1e6),
  lambdaMillionRequests: query('AWSLambda', 'Request-ARM', /^Requests/i, 1e6),
  lambdaArmGigabyteSecond: query('AWSLambda', 'Lambda-GB-Second-ARM', /^(Lambda-GB-)?Second/i),
});

const HEAD = `/** Written by \`asset-sim prices refresh\`; read the diff, and do not edit. Where a price is missing, the kept one holds. */
import type { RefreshedPrices } from './price-refresh.ts';

`;

/**
 * The text of refreshed-prices.ts: the same answers give the same bytes, a line per price, so that a diff shows what moved.
 *
 * @example renderRefreshedPrices({ date: null, onDemandUsdPerHour: {}, spotUsdPerHour: {}, usd: {} })
 */
export function renderRefreshedPrices({ date, onDemandUsdPerHour, spotUsdPerHour, usd }: RefreshedPrices): string {
  const byType = (prices: Readonly<Partial<Record<InstanceTypeName, Usd>>>) =>
    listed(INSTANCE_TYPE_NAMES.flatMap(name => (prices[name] === undefined ? [] : [[`'${name}'`, prices[name]]])));
  const byName = listed(
    Object.keys(PRICE_QUERIES).flatMap(name => (usd[name] === undefined ? [] : [[name, usd[name]]])),
  );
  return `${HEAD}export const REFRESHED_PRICES: RefreshedPrices = Object.freeze({
  date: ${date === null ? 'null' : `'${date}'`},
  onDemandUsdPerHour: ${byType(onDemandUsdPerHour)},
  spotUsdPerHour: ${byType(spotUsdPerHour)},
  usd: ${byName},
});
`;
}

function listed(rows: readonly (readonly (string | number)[])[]): string {
  return rows.length === 0 ? '{}' : `{\n${rows.map(([key, value]) => `    ${key}: ${value},\n`).join('')}  }`;
}
