/** The figures of 'How sure is the gate' in docs/MODEL.md are those of the last bench in bench/results.csv. */
import { readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { readCsv } from '../sim/scenario/read-csv.ts';
import { check, near } from '../test/kit/check.ts';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const section = read('./MODEL.md').split('## How sure is the gate')[1]!.split('\n## ')[0]!;
/** The last value of each metric. */
const measured = new Map(
  readCsv(read('../bench/results.csv'))
    .rows.filter(({ cells }) => cells[4] === 'gate-statistics')
    .map(({ cells }) => [cells[5]!, Number(cells[6])]),
);
const tables = section
  .split('\n\n')
  .filter(part => part.startsWith('|'))
  .map(part => part.trim().split('\n').map(cellsOf));

function cellsOf(line: string): readonly string[] {
  return line
    .slice(1, -1)
    .split('|')
    .map(cell => cell.trim().replaceAll('`', ''));
}

function agrees(metric: string, cell: string): void {
  const value = measured.get(metric);
  assert.ok(value !== undefined, `no bench measured '${metric}'`);
  // Printed with one digit behind the point.
  near(Number.parseFloat(cell), value! * 100, 0.0501, metric);
}

check('how sure the gate is', {
  'the coverage is what was measured': () => {
    const [header, , ...rows] = tables[0]!;
    assert.ok(rows.length >= 4);
    for (const [metric, ...cells] of rows) {
      for (const [index, cell] of cells.entries())
        agrees(`coverage of ${metric}, ${header![index + 1]} replications`, cell);
    }
  },
  'false alarms and power are what was measured': () => {
    const [, , ...rows] = tables[1]!;
    assert.ok(rows.length >= 10);
    for (const [metric, cell] of rows) agrees(metric!, cell!);
  },
});
