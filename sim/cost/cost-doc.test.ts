import { readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { costDocBlocks } from './cost-doc-blocks.ts';
import { LINE_CATEGORIES } from './ledger.ts';
import { testPlan } from './test-record.ts';

const PAGE = readFileSync(new URL('../../docs/COST.md', import.meta.url), 'utf8');

const rows = Object.fromEntries(
  Object.entries(costDocBlocks(testPlan())).map(([name, block]) => [
    `shows the table of ${name} as the catalogs have it`,
    () => {
      const missing = block.split('\n').filter(line => !PAGE.includes(`${line}\n`));
      assert.equal(missing, [], `lines that docs/COST.md lacks:\n${missing.join('\n')}`);
      assert.ok(PAGE.includes(`\n${block}\n`), `the rows of ${name} stand in another order, or there are more`);
    },
  ]),
);

check('docs/COST.md', {
  ...rows,
  'explains every category of the bill': () => {
    for (const category of LINE_CATEGORIES) assert.ok(PAGE.includes(`| ${category} |`), category);
  },
});
