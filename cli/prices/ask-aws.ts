/** The two questions to AWS: what a product costs, and what Spot instances cost lately. Nothing is asked of anybody else. */
import { DescribeSpotPriceHistoryCommand, EC2Client } from '@aws-sdk/client-ec2';
import { type Filter, GetProductsCommand, PricingClient } from '@aws-sdk/client-pricing';
import { INSTANCE_TYPE_NAMES } from '../../hub/catalog/instance-type-names.ts';
import { type PricedProduct, parsePriceProduct } from '../../hub/catalog/parse-price-product.ts';
import { PRICE_REGION } from '../../hub/catalog/price-refresh.ts';
import type { SpotPricePoint } from '../../hub/catalog/spot-mean.ts';
import { HubError } from '../../hub/errors.ts';

/** The price list is served from three regions only; this one is also the one that is priced. */
const CONFIG = { region: PRICE_REGION, maxAttempts: 5 };
const PRODUCT_DESCRIPTION = 'Linux/UNIX';

export type PriceAsker = {
  /** Products of a service whose fields have these values; those without a price in dollars are left out. */
  readonly products: (serviceCode: string, fields: Readonly<Record<string, string>>) => Promise<PricedProduct[]>;
  /** All changes of Spot prices since a moment, with those that held then, by instance type. */
  readonly spotHistory: (since: Date) => Promise<ReadonlyMap<string, readonly SpotPricePoint[]>>;
};

/** Credentials, endpoints and proxies are those that the AWS SDK finds, as for the AWS CLI. */
export function createPriceAsker(): PriceAsker {
  const pricing = new PricingClient(CONFIG);
  const ec2 = new EC2Client(CONFIG);
  return {
    async products(serviceCode, fields) {
      const filters = Object.entries(fields).map(([Field, Value]): Filter => ({ Type: 'TERM_MATCH', Field, Value }));
      const texts: string[] = [];
      let NextToken: string | undefined;
      do {
        const page = await asked('prices', () =>
          pricing.send(new GetProductsCommand({ ServiceCode: serviceCode, Filters: filters, NextToken })),
        );
        texts.push(...(page.PriceList ?? []).map(String));
        NextToken = page.NextToken;
      } while (NextToken !== undefined && NextToken !== '');
      return texts.map(parsePriceProduct).filter(product => product !== undefined);
    },
    async spotHistory(since) {
      const byType = new Map<string, SpotPricePoint[]>();
      let NextToken: string | undefined;
      do {
        const page = await asked('Spot prices', () =>
          ec2.send(
            new DescribeSpotPriceHistoryCommand({
              InstanceTypes: [...INSTANCE_TYPE_NAMES],
              StartTime: since,
              // With the prices of instances in a VPC, which is all there are; the second name is that of the old answers.
              ProductDescriptions: [PRODUCT_DESCRIPTION, `${PRODUCT_DESCRIPTION} (Amazon VPC)`],
              NextToken,
            }),
          ),
        );
        for (const { InstanceType, AvailabilityZone, SpotPrice, Timestamp } of page.SpotPriceHistory ?? []) {
          if (InstanceType === undefined || AvailabilityZone === undefined || Timestamp === undefined) continue;
          const points = byType.get(InstanceType) ?? [];
          byType.set(InstanceType, points);
          points.push({ zone: AvailabilityZone, atSeconds: Timestamp.getTime() / 1000, usdPerHour: Number(SpotPrice) });
        }
        NextToken = page.NextToken;
      } while (NextToken !== undefined && NextToken !== '');
      return byType;
    },
  };
}

/** @throws HubError AWS_UNANSWERED with what to do about it */
async function asked<Answer>(what: string, ask: () => Promise<Answer>): Promise<Answer> {
  try {
    return await ask();
  } catch (cause) {
    const { name = 'error', message = String(cause) } = cause as Error;
    const hint = HINTS.find(([known]) => known.test(`${name} ${message}`))?.[1] ?? 'check the network, then try again';
    throw new HubError('AWS_UNANSWERED', `AWS was asked for ${what} and answered ${name}: ${message}`, { hint, cause });
  }
}

const HINTS: readonly (readonly [RegExp, string])[] = [
  [
    /credentials|UnrecognizedClient|InvalidClientTokenId|ExpiredToken|AuthFailure|token/i,
    'sign in first: aws sso login, or set AWS_PROFILE',
  ],
  [
    /AccessDenied|UnauthorizedOperation|not authorized/i,
    'the caller needs pricing:GetProducts and ec2:DescribeSpotPriceHistory',
  ],
];
