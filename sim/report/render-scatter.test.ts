import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { renderScatter } from './render-scatter.ts';

const X = { title: 'cost', format: (value: number) => `$${value}` };
const Y = { title: 'wait', format: (value: number) => `${value} s` };

check('renderScatter', {
  'puts each mark at its place, and labels the ends': () => {
    const lines = renderScatter(
      [
        { x: 1, y: 100, mark: 'a' },
        { x: 2, y: 0, mark: 'b' },
      ],
      X,
      Y,
    );
    assert.is(lines[0], 'wait');
    assert.is(lines[1], '100 s │a');
    assert.is(lines[12], `  0 s │${' '.repeat(59)}b`);
    assert.match(lines[14]!, /^ {7}\$1 {56}\$2$/);
  },
  'shows the later of two in one place, and a single point': () => {
    const point = { x: 1, y: 1 };
    const lines = renderScatter(
      [
        { ...point, mark: 'a' },
        { ...point, mark: 'b' },
      ],
      X,
      Y,
    );
    assert.ok(lines.some(line => line.includes('│b')) && !lines.some(line => line.includes('│a')));
  },
});
