/** Nothing is deployed that the cost model does not know. */
import * as assert from 'uvu/assert';
import { costTables } from '../../sim/cost/cost-tables.ts';
import { runStudy } from '../../sim/study/replicate.ts';
import { check } from '../kit/check.ts';
import { inputFrom } from '../kit/simulate-text.ts';
import { stackPlan } from '../kit/stack-plan.ts';
import { recordedStack } from '../pulumi-host/recorded-stack.ts';
import { RESOURCE_PRICES } from './resource-prices.ts';

const isOwnComponent = (type: string) => type.startsWith('assethub:') || type === 'pulumi:pulumi:Stack';

/** Every line that a bill or a month of any of these plans has. */
async function knownLines(): Promise<ReadonlySet<string>> {
  const scenarioText = (plan: string) =>
    `name: crowd\narrivals: [{ kind: flashCrowd, users: 30, windowSeconds: 1 }]\nreplications: { min: 1, max: 1 }\n${plan}`;
  const privately = 'plan:\n  network: { workerSubnets: private, natGatewayCount: 1 }\n';
  const studies = await Promise.all(
    ['', privately].map(plan => runStudy(inputFrom({ scenarioText: scenarioText(plan), seed: 1 }))),
  );
  const months = (['dev', 'prod'] as const).map(stack => costTables(stackPlan(stack)).perMonth);
  return new Set([
    ...studies.flatMap(({ costLines }) => costLines.map(({ item }) => item)),
    ...months.flatMap(({ rows }) => rows.map(({ item }) => item)),
  ]);
}

check('every resource', {
  'of both stacks has a price, or a reason to have none': async () => {
    const records = [await recordedStack('dev'), await recordedStack('prod')];
    const types = new Set(records.flatMap(({ resources }) => resources.map(({ type }) => type)));
    const unpriced = [...types].filter(type => !isOwnComponent(type) && RESOURCE_PRICES[type] === undefined);
    assert.equal(unpriced, []);
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
