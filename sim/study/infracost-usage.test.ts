/** The usage file, read back: its numbers are the study's, and its names are those of resources that the program makes. */
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import { check, near } from '../../test/kit/check.ts';
import { inputFrom } from '../../test/kit/simulate-text.ts';
import { recordedStack } from '../../test/pulumi-host/recorded-stack.ts';
import { billOf } from '../cost/bill.ts';
import { simulate } from '../model/simulate.ts';
import { renderInfracost } from '../report/render-infracost.ts';
import type { StudyReport } from '../report/study-report.ts';
import { infracostUsage, type ResourceUsage } from './infracost-usage.ts';
import { runStudy } from './replicate.ts';

/** Two hours of a steady trickle, one replication: its record can be asked for the same numbers. */
const TRICKLE = `
name: trickle
arrivals: [{ kind: poisson, ratePerHour: 60 }]
horizon: { kind: fixed, seconds: 7200 }
replications: { min: 1, max: 1 }`;

const input = inputFrom({ scenarioText: TRICKLE, seed: 1 });
const result = await runStudy(input);
const record = simulate(input, 0);
const usageOf = (timesPerMonth: number | null) => infracostUsage(input.plan, result.costLines, timesPerMonth);

type Parsed = { readonly version: number; readonly resource_usage: Readonly<Record<string, ResourceUsage>> };
const parsed = (timesPerMonth: number | null) => {
  const report = { ...REPORT, result };
  return parse(renderInfracost(usageOf(timesPerMonth), report)) as Parsed;
};
const REPORT = { toolVersion: '0', stack: 'prod', scenario: { name: 'trickle', description: null } } as StudyReport;

/** Infracost's types are Terraform's; Pulumi's are `aws:<module>:<Type>`. */
const PULUMI_TYPES: Readonly<Record<string, string>> = {
  aws_autoscaling_group: 'aws:autoscaling/group:Group',
  aws_sqs_queue: 'aws:sqs/queue:Queue',
  aws_apigatewayv2_api: 'aws:apigatewayv2/api:Api',
  aws_lambda_function: 'aws:lambda/function:Function',
  aws_dynamodb_table: 'aws:dynamodb/table:Table',
  aws_s3_bucket: 'aws:s3/bucket:Bucket',
  aws_cloudwatch_log_group: 'aws:cloudwatch/logGroup:LogGroup',
  aws_cloudfront_distribution: 'aws:cloudfront/distribution:Distribution',
};

const near6 = (actual: unknown, expected: number) => near(actual as number, expected, Math.max(1, expected) * 1e-5);

check('the Infracost usage of a month', {
  'is YAML of schema 0.1 and names resources that the program makes': async () => {
    const { version, resource_usage } = parsed(null);
    assert.is(version, 0.1);
    const { resources } = await recordedStack('prod');
    const made = new Set(resources.map(({ type, name }) => `${type} ${name}`));
    for (const key of Object.keys(resource_usage)) {
      const [type, name] = key.split('.');
      assert.ok(made.has(`${PULUMI_TYPES[type!]} ${name}`), key);
    }
  },
  'has the mean size of each group, which is what its sessions say': () => {
    const { resource_usage } = parsed(null);
    for (const [index, { name }] of record.groups.entries()) {
      const seconds = record.sessions
        .filter(({ group }) => group === index)
        .reduce(
          (sum, { startSeconds, endSeconds }) => sum + Math.max(60, Math.ceil(endSeconds - startSeconds - 1e-6)),
          0,
        );
      near6(resource_usage[`aws_autoscaling_group.${name}-group`]!.instances, seconds / record.horizonSeconds);
    }
  },
  'has the requests and gigabytes of the bill, as often as the scenario fits the month': () => {
    const { resource_usage: usage } = parsed(null);
    const times = (730 * 3600) / 7200;
    const { receives, emptyReceives, sends, deletes, visibilityChanges } = record.counts;
    const queueRequests = receives + emptyReceives + sends + deletes + visibilityChanges;
    near6(usage['aws_sqs_queue.generation-queue']!.monthly_requests, (times * queueRequests) / 2);
    const of = (item: string) =>
      billOf(input.plan, record).lines.reduce((sum, line) => sum + (line.item.startsWith(item) ? line.quantity : 0), 0);
    near6(usage['aws_apigatewayv2_api.endpoint-api']!.monthly_requests, times * of('api-requests'));
    near6(usage['aws_dynamodb_table.jobs-table']!.monthly_write_request_units, times * of('table-writes'));
    const { monthly_requests, request_duration_ms } = usage['aws_lambda_function.api-get-function']!;
    // 256 MB of memory.
    near6((monthly_requests as number) * (request_duration_ms as number) * 0.25e-3, times * of('function-time'));
    const cdn = usage['aws_cloudfront_distribution.delivery-distribution']!;
    const gigabytes = Object.values(cdn.monthly_data_transfer_to_internet_gb!).reduce((sum, each) => sum + each, 0);
    near6(gigabytes, times * (of('cdn-') - of('cdn-requests-')));
  },
  'lets the groups rest at their minimum for what is left of the month': () => {
    const once = parsed(1).resource_usage['aws_autoscaling_group.generation-base-group']!.instances as number;
    const always = parsed(null).resource_usage['aws_autoscaling_group.generation-base-group']!.instances as number;
    const { minCount } = input.plan.fleets.find(({ name }) => name === 'generation')!.base!;
    near6(once, (always * 2 + minCount * 728) / 730);
  },
  'is refused when the scenario does not fit as often': () => {
    assert.throws(() => usageOf(366), /366 x 2\.0 h do not fit a month of 730 h/);
  },
});
