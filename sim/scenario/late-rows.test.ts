import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { lateRows } from './late-rows.ts';

check('lateRows', {
  'is silent while all rows are seen': () => assert.is(lateRows('t.csv', Float64Array.of(0, 3600), 3600), undefined),
  'counts the rows that are not, and names the first by its line': () => {
    const late = lateRows('t.csv', Float64Array.of(0, 50, 9e9, 9e10), 3600)!;
    assert.is(late.line, 4);
    assert.match(late.message, /^2 of 4 rows lie beyond the horizon of 3600 s .* 9000000000 s/);
    assert.match(late.hint!, /timeUnit: milliseconds/);
  },
});
