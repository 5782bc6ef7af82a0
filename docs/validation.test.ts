/** The validation table of docs/MODEL.md names every case, quotes its closed form, and stays within the stated bounds. */
import { readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { check, near } from '../test/kit/check.ts';
import { casesOf } from '../test/theory/validation-table.ts';

type Row = {
  readonly name: string;
  readonly theory: number;
  readonly simulated: number;
  readonly cells: readonly string[];
};

const page = readFileSync(new URL('./MODEL.md', import.meta.url), 'utf8');
const rows: readonly Row[] = page
  .slice(page.indexOf('## Validation'))
  .split('\n')
  .filter(line => /^\| (M\/|M\[X\]|machine|tandem)/.test(line))
  .map(line => {
    const cells = line
      .slice(1, -1)
      .split('|')
      .map(cell => cell.trim());
    return { name: cells[0]!, theory: Number(cells[2]), simulated: Number(cells[3]), cells };
  });
const percent = (text: string) => Number.parseFloat(text) / 100;

/** The goals: 1 % up to utilization 0.7, 2 % at 0.9, 5 % at 0.99. */
function halfWidthMax(name: string): number {
  if (name.includes('0.99')) return 0.05;
  return name.includes('0.9') ? 0.02 : 0.01;
}

check('the validation table', {
  'has every case of the bench, and no other': () => {
    const names = casesOf('bench').map(({ name }) => name);
    assert.equal([...new Set(rows.map(({ name }) => name))].sort(), [...names].sort());
  },
  'has the error that its own numbers give': () => {
    for (const { theory, simulated, cells } of rows) near(percent(cells[4]!), simulated / theory - 1, 2e-4, cells[0]);
  },
  'has no error outside its interval': () => {
    for (const { cells } of rows) assert.ok(Math.abs(percent(cells[4]!)) <= percent(cells[5]!), cells.join(' | '));
  },
  'has no interval wider than its goal': () => {
    for (const { name, cells } of rows) assert.ok(percent(cells[5]!) <= halfWidthMax(name), cells.join(' | '));
  },
});
