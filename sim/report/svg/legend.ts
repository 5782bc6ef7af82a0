import { type Markup, markup } from '../html/markup.ts';
import type { PlotSeries } from './panel.ts';
import { px, textWidth } from './picture.ts';

const ROW_HEIGHT = 20;
const SWATCH_WIDTH = 24;
const APART = 18;

export type Legend = { readonly height: number; readonly body: Markup };

/** Names of series in rows, each beside what it looks like; nothing for a single one. Series of one name are one. */
export function legendOf(series: readonly PlotSeries[], left: number, top: number, width: number): Legend {
  const named = series.filter(({ name }, index) => series.findIndex(other => other.name === name) === index);
  if (named.length < 2) return { height: 0, body: { html: '' } };
  let [x, y] = [left, top];
  const items = named.map(({ name, hue, mark, joined }) => {
    const itemWidth = SWATCH_WIDTH + textWidth(name) + APART;
    if (x > left && x + itemWidth > left + width) [x, y] = [left, y + ROW_HEIGHT];
    const at = x;
    x += itemWidth;
    const line = markup`<path d="M${px(at)} ${px(y + 8)}h16" stroke-dasharray="${joined === 'dashed' ? '5 4' : 'none'}"/>`;
    const fill = mark === 'full' ? 'currentColor' : 'none';
    return markup`<g class="hue-${hue}" stroke="currentColor" stroke-width="1.5" fill="none">${joined === undefined ? '' : line}${
      mark === 'none' ? '' : markup`<circle cx="${px(at + 8)}" cy="${px(y + 8)}" r="4" fill="${fill}"/>`
    }</g><text class="ink" x="${px(at + SWATCH_WIDTH)}" y="${px(y + 12)}">${name}</text>\n`;
  });
  return { height: y - top + ROW_HEIGHT + ROW_HEIGHT / 2, body: markup`${items}` };
}
