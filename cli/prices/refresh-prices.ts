/** What `asset-sim prices refresh` does: ask for all, and write all of it or nothing. */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { INSTANCE_TYPE_NAMES, type InstanceTypeName } from '../../hub/catalog/instance-type-names.ts';
import type { PricedProduct } from '../../hub/catalog/parse-price-product.ts';
import {
  PRICE_QUERIES,
  PRICE_REGION,
  type RefreshedPrices,
  renderRefreshedPrices,
} from '../../hub/catalog/price-refresh.ts';
import { meanSpotUsdPerHour } from '../../hub/catalog/spot-mean.ts';
import { HubError } from '../../hub/errors.ts';
import { SECONDS_PER_DAY, type Usd } from '../../hub/units.ts';
import { dayOf, now } from '../clock.ts';
import { createPriceAsker, type PriceAsker } from './ask-aws.ts';

const CATALOG = fileURLToPath(new URL('../../hub/catalog/refreshed-prices.ts', import.meta.url));
const SPOT_DAYS = 30;

/** @throws HubError AWS_UNANSWERED when a single price is missing: the catalog stays as it was */
export async function refreshPrices({ output = CATALOG }: { readonly output?: string }): Promise<void> {
  const moment = now();
  const fetched = await fetchAll(createPriceAsker(), moment);
  await writeFile(output, renderRefreshedPrices(fetched)).catch(cause => {
    throw new HubError('FILE_UNWRITABLE', `the catalog ${output} cannot be written: ${cause.message}`, {
      hint: 'change its permissions, or name another file with --output',
      cause,
    });
  });
  const count = 2 * INSTANCE_TYPE_NAMES.length + Object.keys(PRICE_QUERIES).length;
  process.stdout.write(`${count} prices of ${PRICE_REGION}, ${fetched.date}, in ${output}\n`);
  process.stderr.write('hint: git diff shows what moved; npm test shows which quoted figures move with it\n');
}

async function fetchAll(asker: PriceAsker, moment: Date): Promise<RefreshedPrices> {
  const missing: string[] = [];
  const toSeconds = moment.getTime() / 1000;
  const fromSeconds = toSeconds - SPOT_DAYS * SECONDS_PER_DAY;
  const history = await asker.spotHistory(new Date(fromSeconds * 1000));
  const spotUsdPerHour: Partial<Record<InstanceTypeName, Usd>> = {};
  const onDemandUsdPerHour: Partial<Record<InstanceTypeName, Usd>> = {};
  for (const name of INSTANCE_TYPE_NAMES) {
    const products = await asker.products('AmazonEC2', onDemandFields(name));
    onDemandUsdPerHour[name] = oneUsd(`${name} on-demand`, products, /^Hrs/i, 1, missing);
    const spotUsd = meanSpotUsdPerHour(history.get(name) ?? [], fromSeconds, toSeconds);
    if (spotUsd === null || !(spotUsd > 0)) missing.push(`${name} Spot: no price in ${SPOT_DAYS} days`);
    else spotUsdPerHour[name] = rounded(spotUsd);
  }
  const usd: Record<string, Usd> = {};
  for (const [name, { serviceCode, usageType, unit, factor }] of Object.entries(PRICE_QUERIES)) {
    const products = await asker.products(serviceCode, { regionCode: PRICE_REGION, usagetype: usageType });
    usd[name] = oneUsd(`${name} (${serviceCode} ${usageType})`, products, unit, factor, missing);
  }
  if (missing.length === 0) return { date: dayOf(moment), onDemandUsdPerHour, spotUsdPerHour, usd };
  throw new HubError(
    'AWS_UNANSWERED',
    `AWS did not price everything, so nothing was changed:\n  ${missing.join('\n  ')}`,
    {
      hint: 'if a usage type has a new name, change it in hub/catalog/price-refresh.ts',
    },
  );
}

/** Linux without a licence, shared hardware, no software, and used: not the capacity that is kept free by a reservation. */
const onDemandFields = (instanceType: string) => ({
  regionCode: PRICE_REGION,
  instanceType,
  operatingSystem: 'Linux',
  tenancy: 'Shared',
  preInstalledSw: 'NA',
  capacitystatus: 'Used',
});

/** Several products may share a usage type, as requests of several operations; they must cost the same. */
function oneUsd(
  what: string,
  products: readonly PricedProduct[],
  unit: RegExp,
  factor: number,
  missing: string[],
): Usd {
  const prices = new Set(products.map(({ usd }) => usd));
  const strange = products.find(each => !unit.test(each.unit));
  if (prices.size === 0) missing.push(`${what}: no price found`);
  else if (strange !== undefined) missing.push(`${what}: in ${strange.unit}, not ${unit.source}`);
  else if (prices.size > 1) missing.push(`${what}: several prices, ${[...prices].join(', ')}`);
  return rounded((products[0]?.usd ?? 0) * factor);
}

/** Twelve digits: what a factor of 1e6 or 1/1024 adds behind them is no price. */
const rounded = (usd: Usd): Usd => Number(usd.toPrecision(12));
