import { readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { parseStackConfig } from '../../hub/plan/parse-stack-config.ts';
import { check } from '../../test/kit/check.ts';
import { costTables } from '../cost/cost-tables.ts';
import { correctionBlocks, costBlocks } from './cost-blocks.ts';
import { costJson } from './cost-json.ts';
import { renderText } from './render-text.ts';

const file = new URL('../../Pulumi.prod.yaml', import.meta.url);
const parsed = parseStackConfig({ text: readFileSync(file, 'utf8'), file: 'Pulumi.prod.yaml', stack: 'prod' });
if (parsed.kind === 'problems') throw new Error('Pulumi.prod.yaml cannot be read');
const tables = costTables(parsed.plan);
const text = renderText(costBlocks(tables));

check('the price tables', {
  "have the source document's 160 s at its Spot price of 2021": () =>
    assert.match(text, /total +2 min 40 s +\$0\.00702 +\$0\.02338/),
  'list every instance type once': () => {
    for (const { instanceType } of tables.perHour) {
      assert.is(text.split('\n').filter(line => line.startsWith(`  ${instanceType} `)).length, 1);
    }
  },
  'end the month with its total': () =>
    assert.match(text, /A month without any job: \$[\d.,]+ .*\n(?:.*\n)+ {2}total +\$[\d.,]+\n/),
  'never say NaN, null or undefined': () => assert.not.match(text, /NaN|null|undefined|Infinity/),
  'show each correction with claim, truth and source': () => {
    const shown = renderText(correctionBlocks(tables));
    for (const { claim, correct, source } of tables.corrections) {
      assert.ok(shown.includes(`said: ${claim}`) && shown.includes(`true: ${correct}`) && shown.includes(source));
    }
  },
  'are JSON in snake_case, versioned': () => {
    const json = costJson(tables, '1.2.3') as Record<string, unknown>;
    assert.equal(Object.keys(json).slice(0, 4), ['schema_version', 'tool_version', 'stack', 'region']);
    assert.not.match(JSON.stringify(json), /"[a-z]+[A-Z]\w*":/);
  },
});
