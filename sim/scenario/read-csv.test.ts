import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { readCsv } from './read-csv.ts';

check('readCsv', {
  'tells columns from rows and knows the lines': () =>
    assert.equal(readCsv('at, user\n1,x\n\n2,y\n'), {
      columns: ['at', 'user'],
      rows: [
        { line: 2, cells: ['1', 'x'] },
        { line: 4, cells: ['2', 'y'] },
      ],
    }),
  'reads quotes, commas in them and quotes in those': () =>
    assert.equal(readCsv('a,b,c\n"1,5", "say ""hi""",3\n').rows[0]!.cells, ['1,5', 'say "hi"', '3']),
  'keeps empty cells, also beside quotes': () => {
    assert.equal(readCsv('a,b,c\n,,\n').rows[0]!.cells, ['', '', '']);
    assert.equal(readCsv('a,b,c\n,"x",\n').rows[0]!.cells, ['', 'x', '']);
  },
  'takes off a byte order mark and carriage returns': () =>
    assert.equal(readCsv('\uFEFFat\r\n1\r\n'), { columns: ['at'], rows: [{ line: 2, cells: ['1'] }] }),
  'finds nothing in nothing': () => assert.equal(readCsv('\n \n'), { columns: [], rows: [] }),
});
