import * as assert from 'uvu/assert';
import { check } from '../kit/check.ts';
import { casesOf, renderRow, renderValidationTable, validationRows } from './validation-table.ts';

const row = {
  caseName: 'M/M/1, utilization 0.5',
  quantity: 'mean wait',
  theory: 1,
  simulated: 0.99867,
  errorRatio: -0.00133,
  halfWidthRatio: 0.01644,
  halfWidthRatioMax: 0.02,
  jobCount: 999_534,
};

check('validation table', {
  'a row says theory, simulation, error, half width and jobs': () => {
    assert.is(renderRow(row), '| M/M/1, utilization 0.5 | mean wait | 1.0000 | 0.99867 | -0.13 % | 1.64 % | 1.0 M |');
  },
  'a table is a header and its rows': () => assert.is([...renderValidationTable([row, row])].length, 4),
  'no two cases have one name, and the bench has all of the tests': () => {
    const names = casesOf('bench').map(({ name }) => name);
    assert.is(new Set(names).size, names.length);
    assert.ok(casesOf('test').every(({ name }) => names.includes(name)));
  },
  'rows come one case at a time, nothing is run before it is asked for': () => {
    const first = validationRows('test').next().value;
    assert.is(first?.caseName, 'M/M/1, utilization 0.5');
  },
});
