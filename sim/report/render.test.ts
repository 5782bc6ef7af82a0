import * as fc from 'fast-check';
import * as assert from 'uvu/assert';
import { check } from '../../test/kit/check.ts';
import { left, right } from './block.ts';
import { labeledMetrics, readMetricKey } from './labeled-metrics.ts';
import { renderCharts } from './render-chart.ts';
import { renderJson } from './render-json.ts';
import { renderMarkdown } from './render-markdown.ts';
import { renderTable } from './render-table.ts';
import { renderText } from './render-text.ts';
import { snakeCaseKeys } from './snake-case.ts';

const bars = (lines: readonly string[], row: number) => lines[row]?.split('│')[1] ?? '';

check('a table', {
  'aligns its columns': () =>
    assert.equal(
      renderTable(
        [left('queue'), right('p95')],
        [
          ['generation', '12 s'],
          ['x', '1 min'],
        ],
      ),
      ['queue         p95', 'generation   12 s', 'x           1 min'],
    ),
  'bears missing cells': () => assert.equal(renderTable([left('a'), left('b')], [['1']]), ['a  b', '1']),
});

check('a chart', {
  'has a title, four rows, an axis and its labels': () =>
    assert.is(renderCharts([{ title: 'x', atSeconds: [0, 60], values: [1, 2] }]).length, 7),
  'labels its highest value': () =>
    assert.match(renderCharts([{ title: 'x', atSeconds: [0, 60], values: [0, 12_345] }])[1] ?? '', /^ +12,345 │/),
  'keeps a peak of a single minute in a long run': () => {
    const atSeconds = Array.from({ length: 5000 }, (_, minute) => minute * 60);
    const values = atSeconds.map((_, minute) => (minute === 2500 ? 9 : 0));
    assert.is(bars(renderCharts([{ title: 'x', atSeconds, values }]), 1).trim(), '█');
  },
  'shows a little as something': () =>
    assert.match(bars(renderCharts([{ title: 'x', atSeconds: [0, 60], values: [1, 1e6] }]), 4), /^▁/),
  'holds a value between samples': () => {
    const lines = renderCharts([{ title: 'x', atSeconds: [0, 60, 120, 180], values: [4, 4, 4, 4] }]);
    assert.is(bars(lines, 4), '█'.repeat(68));
  },
  'bears nothing at all': () => assert.ok(renderCharts([{ title: 'x', atSeconds: [0], values: [0] }]).length > 0),
  'is at most 80 columns wide, whatever the span': () =>
    void fc.assert(
      fc.property(fc.integer({ min: 1, max: 50_000 }), minutes =>
        renderCharts([{ title: 'x', atSeconds: [0, minutes * 60], values: [1, 2] }]).every(line => line.length <= 84),
      ),
    ),
});

check('text and Markdown', {
  'an empty line stands between blocks, none below a heading': () =>
    assert.is(
      renderText([
        { kind: 'answer', lines: ['42'] },
        { kind: 'heading', text: 'Why' },
        { kind: 'lines', lines: ['because'] },
      ]),
      '42\n\nWhy\n  because\n',
    ),
  'a name cannot become a cell, markup or a mention': () => {
    const markdown = renderMarkdown([{ kind: 'table', columns: [left('a')], rows: [['x|y <b> @you']] }], 'm');
    assert.match(markdown, /x\\\|y \\<b\\> @\u200byou/);
  },
  'a marker cannot end its comment': () => assert.match(renderMarkdown([], 'a--> <script>'), /^<!-- a <script> -->\n/),
});

check('JSON', {
  'keeps lists of plain values on one line': () =>
    assert.is(renderJson({ a: [1, 2], b: [{}] }), '{\n  "a": [1, 2],\n  "b": [\n    {}\n  ]\n}\n'),
  'reads back as it was': () =>
    void fc.assert(
      fc.property(fc.jsonValue(), value => {
        assert.equal(JSON.parse(renderJson(value)), JSON.parse(JSON.stringify(value)));
      }),
    ),
  'refuses what JSON cannot say': () => assert.throws(() => renderJson({ a: Number.NaN }), /no number NaN/),
  'has keys in snake_case': () =>
    assert.equal(snakeCaseKeys({ usdPerHour: [{ ipv4UsdPerHour: 1 }] }), { usd_per_hour: [{ ipv4_usd_per_hour: 1 }] }),
});

check('names of metrics', {
  'are read with their label': () =>
    assert.equal(readMetricKey('a_b{queue=x-y}'), { metric: 'a_b', label: 'queue', value: 'x-y' }),
  'are read without': () => assert.equal(readMetricKey('a_b'), { metric: 'a_b', label: null, value: null }),
  'are found by label, without those not seen': () =>
    assert.equal(labeledMetrics({ a: 1, 'a{q=x}': 2, 'a{q=y}': null, 'b{q=x}': 3 }, 'a', 'q'), [
      { value: 'x', summary: 2 },
    ]),
});
