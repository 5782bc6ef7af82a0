/** Nothing is deployed that the cost model does not know. */
import * as assert from 'uvu/assert';
import { costTables } from '../../sim/cost/cost-tables.ts';
import { runStudy } from '../../sim/study/replicate.ts';
import { check } from '../kit/check.ts';
import { inputFrom } from '../kit/simulate-text.ts';
import { stackPlan } from '../kit/stack-plan.ts';
import type { ProgramRecord } from '../pulumi-host/program-record.ts';
import { recordedStack } from '../pulumi-host/recorded-stack.ts';
import { RESOURCE_PRICES } from './resource-prices.ts';
import { BARE_SITE, GUARDED_SITE, siteRecord } from './site-record.ts';

const isOwnComponent = (type: string) => type.startsWith('assethub:') || type === 'pulumi:pulumi:Stack';

const typesOf = (records: readonly ProgramRecord[]): string[] => [
  ...new Set(records.flatMap(({ resources }) => resources.map(({ type }) => type))),
];

const unpricedOf = (records: readonly ProgramRecord[]): string[] =>
  typesOf(records).filter(type => !isOwnComponent(type) && RESOURCE_PRICES[type] === undefined);

/** Every line that a bill or a month of any of these plans has. */
async function knownLines(): Promise<ReadonlySet<string>> {
  const scenarioText = (plan: string) =>
    `name: crowd\narrivals: [{ kind: flashCrowd, users: 30, windowSeconds: 1 }]\nreplications: { min: 1, max: 1 }\n${plan}`;
  const guarded = 'plan:\n  network: { workerSubnets: private, natGatewayCount: 1 }\n  delivery: { webAcl: true }\n';
  const studies = await Promise.all(
    ['', guarded].map(plan => runStudy(inputFrom({ scenarioText: scenarioText(plan), seed: 1 }))),
  );
  const prod = stackPlan('prod');
  const popular = { ...prod, access: { ...prod.access, usersPerMonth: 20_000 } };
  const months = [stackPlan('dev'), prod, popular].map(plan => costTables(plan).perMonth);
  return new Set([
    ...studies.flatMap(({ costLines }) => costLines.map(({ item }) => item)),
    ...months.flatMap(({ rows }) => rows.map(({ item }) => item)),
  ]);
}

check('every resource', {
  'of both stacks has a price, or a reason to have none': async () =>
    assert.equal(unpricedOf([await recordedStack('dev'), await recordedStack('prod')]), []),
  'that only an option makes has one, too': async () => {
    const options = [await siteRecord(GUARDED_SITE), await siteRecord(BARE_SITE)];
    // They do make more than the stacks; else this row would say nothing.
    assert.ok(typesOf(options).includes('aws:wafv2/webAcl:WebAcl'));
    assert.equal(unpricedOf(options), []);
    // No program here makes one; a policy of kind `scheduled` does.
    assert.ok(RESOURCE_PRICES['aws:autoscaling/schedule:Schedule'] !== undefined);
  },
  'is priced by lines that bills really have': async () => {
    const known = [...(await knownLines())];
    const named = Object.values(RESOURCE_PRICES).flatMap(price => (price.kind === 'priced' ? price.lines : []));
    const isKnown = (line: string) =>
      line.endsWith('*') ? known.some(each => each.startsWith(line.slice(0, -1))) : known.includes(line);
    assert.equal(
      named.filter(line => !isKnown(line)),
      [],
    );
  },
  'line of the month without jobs belongs to a resource': async () => {
    const named = Object.values(RESOURCE_PRICES).flatMap(price => (price.kind === 'priced' ? price.lines : []));
    const fixed = costTables(stackPlan('prod')).perMonth.rows.map(({ item }) => item);
    // What an instance that is always on brings along.
    const companions = ['always-on-public-ipv4', 'always-on-volumes', 'always-on-polls'];
    assert.equal(
      fixed.filter(item => !named.includes(item) && !companions.includes(item)),
      [],
    );
  },
});
