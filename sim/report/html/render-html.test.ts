import * as assert from 'uvu/assert';
import { check } from '../../../test/kit/check.ts';
import type { Verdict } from '../../gate/judge-threshold.ts';
import { REPORT } from '../study.test-data.ts';
import type { StudyReport } from '../study-report.ts';
import { busiestSamples } from './busiest-samples.ts';
import type { Chart } from './chart.ts';
import { dataIsland } from './data-island.ts';
import { markup } from './markup.ts';
import { renderHtml } from './render-html.ts';

const PARTS = {
  style: { text: 'p{}', sha256Base64: 'c3R5bGU=' },
  script: { text: 'f()', sha256Base64: 'c2NyaXB0' },
};
const page = (changes: Partial<StudyReport> = {}) => renderHtml({ ...REPORT, ...changes }, PARTS);
const HOSTILE = `</script><script>alert(1)</script><!-- "x' onload=" &lt; \u2028`;

function verdict(changes: Partial<Verdict>): Verdict {
  const labels = { queue: 'generation' };
  const text = 'p95(queue_wait_seconds{queue=generation})<120';
  const metric = 'queue_wait_seconds' as const;
  return {
    threshold: { text, statistic: 'p95', metric, labels, operator: '<', limit: 120 },
    outcome: 'kept',
    value: 100,
    interval: [90, 110],
    observedCount: 10,
    replicationsNeeded: null,
    ...changes,
  };
}

/** The tables of a page, by caption, as the texts of their rows' cells. */
function tablesOf(html: string): ReadonlyMap<string, readonly (readonly string[])[]> {
  const tables = [...html.matchAll(/<caption>([^<]*)<\/caption>[\s\S]*?<tbody>([\s\S]*?)<\/tbody>/g)];
  const cells = (row: string) =>
    [...row.matchAll(/<t[dh][^>]*>([\s\S]*?)<\/t[dh]>/g)].map(([, cell]) => cell!.replace(/<[^>]*>/g, ''));
  return new Map(
    tables.map(([, label, body]) => [
      label!,
      [...body!.matchAll(/<tr>([\s\S]*?)<\/tr>/g)].map(([, row]) => cells(row!)),
    ]),
  );
}

function chartsOf(html: string): readonly Chart[] {
  return JSON.parse(/<script type="application\/json" id="chart-data">([\s\S]*?)<\/script>/.exec(html)?.[1] ?? '');
}

check('markup', {
  'escapes what is not markup': () =>
    assert.is(
      markup`<p title="${'a"b'}">${"<b>&'"}${['<', markup`<i></i>`]}${3}</p>`.html,
      '<p title="a&quot;b">&lt;b&gt;&amp;&#39;&lt;<i></i>3</p>',
    ),
  'keeps data from ending its element, and JSON reads it back': () => {
    const { html } = dataIsland('x', [HOSTILE]);
    assert.is(html.match(/<\/script/g)?.length, 1);
    assert.equal(JSON.parse(html.slice(html.indexOf('>') + 1, html.lastIndexOf('<'))), [HOSTILE]);
  },
});

check('the page of a study', {
  'says verdict, key figures, time, decisions, waits, cost, plan and assumptions, in this order': () => {
    const settings = [...REPORT.settings(), { path: 'assumptions.receiveSeconds', value: 0.02, source: 'a blog [M]' }];
    const html = page({ settings: () => settings, verdicts: [verdict({})] });
    const places = [
      'id="verdict"',
      'class="figures"',
      ...['time', 'decisions', 'waits', 'cost', 'plan', 'assumptions'].map(id => `<section id="${id}"`),
    ];
    const found = places.map(place => html.indexOf(place));
    assert.ok(
      found.every((at, index) => at > (found[index - 1] ?? 0)),
      found.join(),
    );
  },
  'takes the worst verdict for the whole, in words': () => {
    const broken = verdict({ outcome: 'broken', value: 150, interval: [140, 160] });
    const unclear = verdict({ outcome: 'inconclusive', replicationsNeeded: 40 });
    assert.match(
      page({ verdicts: [verdict({}), verdict({})] }),
      /class="verdict kept"[\s\S]*All 2 thresholds are kept/,
    );
    assert.match(
      page({ verdicts: [verdict({}), broken, unclear] }),
      /class="verdict broken"[\s\S]*1 of 3 thresholds is broken/,
    );
    const both = page({ verdicts: [verdict({}), unclear] });
    assert.match(both, /1 of 2 thresholds is unclear[\s\S]*about 40 replications would settle it/);
    assert.match(page(), /No verdict: nothing was asked to hold/);
  },
  'shows the price with its interval': () =>
    assert.match(
      page(),
      /<dt>per character<\/dt><dd class="figure">\$0\.0100<\/dd><dd class="about">95 % interval \$0\.0092 to \$0\.0108/,
    ),
  'has in the table below each chart what the chart draws': () => {
    const html = page();
    const tables = tablesOf(html);
    const charts = chartsOf(html);
    assert.equal(
      charts.map(({ id }) => id),
      ['backlog', 'instances-on-demand', 'instances-spot', 'waits-over-time', 'waits-0'],
    );
    for (const { title, valueUnit, rowSeconds, series } of charts) {
      const rows = tables.get(title)!;
      assert.is(rows.length, rowSeconds.length, title);
      const unit = valueUnit === 'seconds' ? ' s' : '';
      const drawn = rowSeconds.map((_, row) =>
        series.map(({ values }) => (values[row] === null ? '-' : `${values[row]}${unit}`)),
      );
      assert.equal(
        rows.map(([, ...cells]) => cells),
        drawn,
        title,
      );
    }
  },
  'tells every decision with its reason, and marks it on the chart of its market': () => {
    const html = page();
    assert.equal(tablesOf(html).get('Scaling decisions'), [
      ['99 s', 'generation-burst', '▲ 0 → 4', 'visible 100 is 100 above 0', 'steps'],
    ]);
    const [, onDemand, spot] = chartsOf(html);
    assert.equal(onDemand!.marks, []);
    assert.equal(spot!.marks, [
      { atSeconds: 99, direction: 'out', text: 'generation-burst 0 → 4: visible 100 is 100 above 0' },
    ]);
  },
  'adds the cost up': () => {
    const rows = tablesOf(page()).get('Cost by what it was paid for')!;
    assert.equal(
      rows.map(row => row.slice(2)),
      [
        ['$0.00500', '50.0 %', '$0.485'],
        ['$0.00480', '48.0 %', '$0.466'],
        ['$0.00020', '2.0 %', '$0.019'],
        ['$0.01000', '', '$0.970'],
      ],
    );
  },
  'makes no markup of names, descriptions, reasons, settings and warnings': () => {
    const { portrait } = REPORT.result;
    const [decision] = portrait.decisions;
    const warning = { file: HOSTILE, line: 1, column: 1, path: HOSTILE, message: HOSTILE, hint: HOSTILE };
    const html = page({
      scenario: { name: HOSTILE, description: HOSTILE },
      stack: HOSTILE,
      settings: () => [{ path: `assumptions.${HOSTILE}`, value: HOSTILE, source: HOSTILE }],
      verdicts: [verdict({ threshold: { ...verdict({}).threshold, text: HOSTILE } })],
      warnings: [warning],
      result: {
        ...REPORT.result,
        portrait: {
          ...portrait,
          queueNames: [HOSTILE],
          decisions: [{ ...decision!, reason: HOSTILE, policy: HOSTILE }],
        },
      },
    });
    assert.not.match(html, /<script>alert|<!--|' onload="/);
    assert.equal(html.match(/<script[^>]*>/g), ['<script type="application/json" id="chart-data">', '<script>']);
    assert.is(html.match(/<\/script/g)?.length, 2);
    assert.is(chartsOf(html)[0]!.series[0]!.name, HOSTILE);
  },
  'lets in its own style and script by their digests, and nothing else': () =>
    assert.is(
      /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page())?.[1]?.replaceAll('&#39;', "'"),
      "default-src 'none'; style-src 'sha256-c3R5bGU='; script-src 'sha256-c2NyaXB0'; base-uri 'none'; form-action 'none'",
    ),
  'refuses a part that would end its element': () =>
    assert.throws(
      () => renderHtml(REPORT, { ...PARTS, script: { text: "'</script>'", sha256Base64: '' } }),
      /ends its element/,
    ),
  'leaves out what has nothing to say': () => {
    const { portrait } = REPORT.result;
    const waits = { ...portrait.waits, queues: [] };
    const bare = { ...portrait, decisions: [], waits, timeline: { ...portrait.timeline, atSeconds: [] } };
    const html = page({ result: { ...REPORT.result, costShares: [], samples: {}, scalars: {}, portrait: bare } });
    assert.not.match(html, /id="(time|decisions|cost|assumptions)"|NaN|null|undefined|Infinity/);
    assert.match(html, /no character was finished/);
  },
  'never says NaN, null or undefined': () =>
    assert.not.match(page().replace(/<script type[\s\S]*/, ''), /NaN|null|undefined|Infinity/),
});

check('thinned samples', {
  'keep both ends and the busiest of each stretch': () =>
    assert.equal(busiestSamples([1, 5, 2, 0, 0, 3], 3), [0, 1, 2, 5]),
  'are all there when they are few': () => assert.equal(busiestSamples([3, 1, 2], 480), [0, 1, 2]),
  'never lose the peak': () => {
    const weights = Array.from({ length: 1459 }, (_, sample) => (sample === 1000 ? 9 : 0));
    const rows = busiestSamples(weights, 480);
    assert.ok(rows.includes(1000) && rows.length <= 482);
  },
  'of nothing are none': () => assert.equal(busiestSamples([], 480), []),
});
