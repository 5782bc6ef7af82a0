import { left, right } from '../block.ts';
import { formatCount, formatSeconds, NOTHING_SEEN } from '../format-quantity.ts';
import type { Chart, Series } from './chart.ts';
import { dataTable } from './data-table.ts';
import { type Markup, markup } from './markup.ts';

/**
 * A chart with all that is said about it. The drawing is left empty, for the page's script; the table below has the same
 * numbers for those who cannot see it or want to copy them.
 */
export function chartFigure(chart: Chart): Markup {
  const { id, title, summary, series, marks } = chart;
  return markup`<figure class="chart" aria-labelledby="${id}-title">
<h3 id="${id}-title">${title}</h3>
<p class="summary">${summary}</p>
<ul class="legend">${series.map(legendItem)}${marks.length === 0 ? [] : MARK_LEGEND}</ul>
<div class="plot" data-chart="${id}"></div>
<p class="readout" data-readout aria-hidden="true"></p>
<details><summary>Data: ${title}</summary>${tableOf(chart)}</details>
</figure>
`;
}

const MARK_LEGEND = [
  markup`<li><span aria-hidden="true">▲</span> decided to scale out</li>`,
  markup`<li><span aria-hidden="true">▽</span> decided to scale in</li>`,
];

function legendItem({ name, hue, look, isFilled }: Series, index: number): Markup {
  const y = isFilled ? 1 : 6;
  const area = isFilled ? [markup`<rect width="28" height="12"/>`] : [];
  return markup`<li><svg class="swatch hue-${hue} ${look}" viewBox="0 0 28 12" aria-hidden="true">${area}<line x1="0" y1="${y}" x2="28" y2="${y}"/></svg> ${name} <b class="value" data-series="${index}" aria-hidden="true"></b></li>`;
}

function tableOf({ title, note, rowTitle, rowSeconds, series, valueUnit }: Chart): Markup {
  const format = valueUnit === 'seconds' ? formatSeconds : formatCount;
  return dataTable({
    label: title,
    columns: [left(rowTitle), ...series.map(({ name }) => right(name))],
    rows: rowSeconds.map((seconds, row) => [
      formatSeconds(seconds),
      ...series.map(({ values }) => {
        const value = values[row] ?? null;
        return value === null ? NOTHING_SEEN : format(value);
      }),
    ]),
    note,
  });
}
