import { readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { check, golden } from '../kit/check.ts';
import { errorOf, type Row, renderRows, rowsOf } from './realism-table.ts';
import { sdRequests } from './sd-requests.ts';

const PAGE = new URL('../../docs/CALIBRATION.md', import.meta.url);
const TABLE = /(?<=<!-- table of: test\/realism -->\n)(\|.*\n)+/;

/** p50 within 5 %, p95 within 10 %. */
function isForetold(row: Row, figures: readonly Parameters<typeof errorOf>[0][]): void {
  for (const figure of figures) {
    const error = errorOf(figure, row);
    const allowed = figure.endsWith('P50') ? 0.05 : 0.1;
    assert.ok(Math.abs(error) <= allowed, `${row.servers} servers, ${figure}: ${(100 * error).toFixed(1)} % off`);
  }
}

const requests = sdRequests();
// Made-up requests show that it runs; what it is worth, only real ones can.
const rows = rowsOf(requests, requests.isReal ? undefined : [2]);
const rowOf = (servers: number) => rows.find(row => row.servers === servers)!;

check(`ten days foretell the next five, on ${requests.isReal ? 'recorded' : 'made-up'} requests`, {
  'turnaround, on every fleet but one': () => {
    for (const row of rows) {
      if (!requests.isReal || row.servers !== 2) isForetold(row, ['turnaroundP50', 'turnaroundP95']);
    }
  },
  ...(requests.isReal && {
    'waits, too, of 1, 3, 5, 6 and 8 servers': () => {
      for (const servers of [1, 3, 5, 6, 8]) isForetold(rowOf(servers), ['waitP50', 'waitP95']);
    },
    // Two servers, and the waits of four, are what independent draws cannot give: long requests come together.
    'where waits are missed, the same times in another order miss them as far': () => {
      for (const servers of [2, 4]) {
        const row = rowOf(servers);
        const missed = Math.abs(errorOf('waitP95', row));
        const shuffled = Math.abs(errorOf('waitP95', { ...row, predicted: row.shuffled }));
        assert.ok(
          missed > 0.1 && shuffled > 0.1 && missed < 2 * shuffled,
          `${servers}: ${missed}, shuffled ${shuffled}`,
        );
      }
    },
    'and the page has the table': () => golden(PAGE, readFileSync(PAGE, 'utf8').replace(TABLE, renderRows(rows))),
  }),
});
