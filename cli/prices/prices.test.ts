/**
 * `asset-sim prices` as it meets AWS. Spot prices come from moto. moto 5 has no Price List API, so a small server stands in
 * for it here, which answers as AWS does (JSON 1.1, the price list's own product texts). What AWS itself answers is not
 * tested: that the usage types of price-refresh.ts find one price each shows when a person with an account refreshes.
 */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { INSTANCE_TYPE_NAMES } from '../../hub/catalog/instance-type-names.ts';
import { parsePriceProduct } from '../../hub/catalog/parse-price-product.ts';
import { PRICE_QUERIES, renderRefreshedPrices } from '../../hub/catalog/price-refresh.ts';
import { monthsOld, priceTable } from '../../hub/catalog/price-table.ts';
import { REFRESHED_PRICES } from '../../hub/catalog/refreshed-prices.ts';
import { meanSpotUsdPerHour } from '../../hub/catalog/spot-mean.ts';
import { inFolder, runCommand } from '../../test/command/run-command.ts';
import { check, near } from '../../test/kit/check.ts';
import { startMoto } from '../../test/moto/start-moto.ts';

type Asked = {
  readonly ServiceCode: string;
  readonly Filters: readonly { readonly Field: string; readonly Value: string }[];
};

/** A product as the price list has it: a free first tier, then the price. */
const productOf = (sku: string, usd: string, unit: string) =>
  JSON.stringify({
    product: { sku, productFamily: 'any', attributes: { regionCode: 'us-east-1' } },
    serviceCode: 'any',
    terms: {
      OnDemand: {
        [`${sku}.JRTCKXETXF`]: {
          priceDimensions: {
            free: { unit, beginRange: '0', endRange: '1000', pricePerUnit: { USD: '0.0000000000' } },
            paid: { unit, beginRange: '1000', endRange: 'Inf', pricePerUnit: { USD: usd } },
          },
        },
      },
    },
  });

const UNITS: Readonly<Record<string, string>> = {
  'EBS:VolumeUsage.gp3': 'GB-Mo',
  'EBS:VolumeP-Throughput.gp3': 'GiBps-mo',
  'NatGateway-Hours': 'Hrs',
  'NatGateway-Bytes': 'GB',
  'USE1-PublicIPv4:InUseAddress': 'Hrs',
  'TimedStorage-ByteHrs': 'GB-Mo',
  WriteRequestUnits: 'WriteRequestUnits',
  ReadRequestUnits: 'ReadRequestUnits',
  'Lambda-GB-Second-ARM': 'Lambda-GB-Second',
};

/** Answers two pages where there are two products. `without`: a usage type that AWS does not know. */
async function withPriceList(without: string | undefined, work: (endpoint: string) => Promise<void>): Promise<void> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', chunk => {
      body += chunk;
    });
    request.on('end', () => {
      assert.is(request.headers['x-amz-target'], 'AWSPriceListService.GetProducts');
      const { Filters, NextToken } = JSON.parse(body) as Asked & { readonly NextToken?: string };
      const fields = Object.fromEntries(Filters.map(({ Field, Value }) => [Field, Value]));
      assert.is(fields.regionCode, 'us-east-1');
      const usageType = fields.usagetype;
      const unit = usageType === undefined ? 'Hrs' : (UNITS[usageType] ?? 'Requests');
      const product = productOf(`SKU${NextToken ?? ''}`, unit === 'GiBps-mo' ? '40.9600000000' : '0.5000000000', unit);
      const hasMore = usageType === 'Requests-Tier1' && NextToken === undefined;
      const PriceList = usageType !== undefined && usageType === without ? [] : [product];
      response.setHeader('content-type', 'application/x-amz-json-1.1');
      response.end(JSON.stringify({ FormatVersion: 'aws_v1', PriceList, ...(hasMore ? { NextToken: '2' } : {}) }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** The command with endpoints of its own for the two services, as the SDK reads them. */
async function refresh(folder: string, variables: Readonly<Record<string, string>>) {
  const before = { ...process.env };
  Object.assign(process.env, variables);
  try {
    return await runCommand(['prices', 'refresh', '--output', join(folder, 'refreshed-prices.ts')]);
  } finally {
    process.env = before;
  }
}

check('asset-sim prices refresh', {
  'writes what AWS answers, each price in the unit of the catalog': () =>
    withPriceList(undefined, endpoint =>
      inFolder({}, async folder => {
        const moto = await startMoto();
        const variables = { ...moto.variables, AWS_ENDPOINT_URL_PRICING: endpoint };
        const { exitCode, out, err } = await refresh(folder, variables);
        assert.is(exitCode, 0, err);
        assert.match(out, /^28 prices of us-east-1, \d{4}-\d\d-\d\d, in /);
        const text = readFileSync(join(folder, 'refreshed-prices.ts'), 'utf8');
        assert.match(text, /'g4dn\.xlarge': 0\.5,/);
        // What moto says of every type, since 2006.
        assert.match(text, /'g6e\.xlarge': 0\.00001,/);
        assert.match(text, /ebsGp3ThroughputMonth: 0\.04,/);
        assert.match(text, /s3PutThousand: 500,/);
        assert.match(text, /lambdaMillionRequests: 500000,/);
      }),
    ),
  'changes nothing when a single price is missing, and says which': () =>
    withPriceList('NatGateway-Hours', endpoint =>
      inFolder({ 'refreshed-prices.ts': 'kept' }, async folder => {
        const moto = await startMoto();
        const { exitCode, err } = await refresh(folder, { ...moto.variables, AWS_ENDPOINT_URL_PRICING: endpoint });
        assert.is(exitCode, 2);
        assert.match(
          err,
          /error: AWS did not price everything, so nothing was changed:\n {2}natGatewayHour .*: no price found/,
        );
        assert.match(err, /hint: /);
        assert.is(readFileSync(join(folder, 'refreshed-prices.ts'), 'utf8'), 'kept');
      }),
    ),
  'needs credentials, and says so': () =>
    inFolder({}, async folder => {
      const none = { HOME: folder, AWS_EC2_METADATA_DISABLED: 'true', AWS_ENDPOINT_URL: 'http://127.0.0.1:9' };
      const { exitCode, out, err } = await refresh(folder, none);
      assert.is(exitCode, 2);
      assert.is(out, '');
      assert.match(err, /error: AWS was asked for Spot prices .*[Cc]redentials/);
      assert.match(err, /hint: sign in first/);
    }),
});

check('asset-sim prices show', {
  'prints every price with its date, and warns of old ones': async () => {
    const { exitCode, out, err } = await runCommand(['prices', 'show', '--json', '--older-than', '1200']);
    assert.is(exitCode, 0, err);
    assert.is(err, '');
    assert.equal(JSON.parse(out).prices, priceTable());
    const warned = await runCommand(['prices', 'show', '--older-than', '1']);
    assert.match(
      warned.err,
      /warning: \d+ of \d+ prices are older than 1 months, the oldest of 2021-11\nhint: .*refresh/,
    );
    assert.match(warned.out, /g4dn\.xlarge Spot +0\.189 +instance-hour +2025-06-28 +M/);
  },
});

check('the refreshed catalog', {
  'is, as it stands, what a refresh would have written': () => {
    const path = join(import.meta.dirname, '../../hub/catalog/refreshed-prices.ts');
    assert.is(readFileSync(path, 'utf8'), renderRefreshedPrices(REFRESHED_PRICES));
  },
  'can name every price that is asked for': () => {
    const names = priceTable().map(({ name }) => name);
    for (const name of Object.keys(PRICE_QUERIES)) assert.ok(names.includes(name), name);
    for (const name of INSTANCE_TYPE_NAMES) assert.ok(names.includes(`${name} Spot`));
  },
});

const DAY = 86_400;
check('the mean Spot price', {
  'weighs each price by how long it held, and each zone alike': () => {
    const point = (zone: string, day: number, usdPerHour: number) => ({ zone, atSeconds: day * DAY, usdPerHour });
    const points = [point('a', 12, 0.4), point('a', 3, 0.1), point('a', 10, 0.2), point('b', 1, 0.3)];
    // Zone a in days 10..20: 2 days of 0.2, 8 days of 0.4; zone b 0.3 all the time.
    near(meanSpotUsdPerHour(points, 10 * DAY, 20 * DAY)!, (0.36 + 0.3) / 2, 1e-12);
    assert.is(meanSpotUsdPerHour([], 0, DAY), null);
    assert.is(meanSpotUsdPerHour([point('a', 30, 0.1)], 0, DAY), null);
  },
});

check('a product of the price list', {
  'costs what its first tier costs that is not free': () =>
    assert.equal(parsePriceProduct(productOf('X', '0.0450000000', 'Hrs')), { sku: 'X', usd: 0.045, unit: 'Hrs' }),
  'has no price without terms': () => {
    const text = JSON.stringify({ product: { sku: 'X', attributes: {} }, terms: {} });
    assert.is(parsePriceProduct(text), undefined);
  },
});

check('months between', {
  'counts whole ones': () => {
    const cases: readonly (readonly [string, string, number])[] = [
      ['2024-12', '2026-11-28', 23],
      ['2023', '2023-01-01', 0],
      ['2025-06-28', '2025-07-27', 0],
      ['2025-06-28', '2025-07-28', 1],
    ];
    for (const [date, today, months] of cases) assert.is(monthsOld(date, today), months);
  },
});
