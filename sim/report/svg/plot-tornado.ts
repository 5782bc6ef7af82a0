import { type Markup, markup } from '../html/markup.ts';
import { type PlotAxis, type Scale, scaleOf } from './axis.ts';
import type { Hue } from './palette.ts';
import { FONT_SIZE, px, renderPicture, textWidth, TITLE_HEIGHT } from './picture.ts';

export type TornadoBar = {
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly hue: Hue;
  /** Where the bar's end is believed to lie. */
  readonly interval?: readonly [number, number] | null;
  /** Written behind the bar. */
  readonly note?: string;
};

export type Tornado = {
  readonly title: string;
  /** What is to be seen, in a sentence. */
  readonly description: string;
  readonly axis: PlotAxis;
  /** From the top. At least one. */
  readonly bars: readonly TornadoBar[];
  /** What the colours say. */
  readonly legend?: readonly { readonly name: string; readonly hue: Hue }[];
};

const MARGIN = 16;
const ROW_HEIGHT = 24;
const BAR_HEIGHT = 14;
const WIDTH = 760;
const GAP = 8;

/**
 * Horizontal bars, the largest on top: which of many things matters most.
 *
 * @returns an SVG file
 * @throws Error when there is no bar
 * @example plotTornado({ title: 'What moves the price', description: '...', axis: { title: 'change', unit: 'ratio' }, bars })
 */
export function plotTornado({ title, description, axis, bars, legend = [] }: Tornado): string {
  const widest = (texts: readonly string[]) => texts.reduce((most, text) => Math.max(most, textWidth(text)), 0);
  const left = MARGIN + widest(bars.map(({ label }) => label)) + GAP;
  const right = WIDTH - MARGIN - widest(bars.map(({ note }) => note ?? '')) - GAP;
  const top = TITLE_HEIGHT + (legend.length > 0 ? ROW_HEIGHT : 0);
  const bottom = top + bars.length * ROW_HEIGHT + GAP;
  const values = bars.flatMap(({ from, to, interval }) => [from, to, ...(interval ?? [])]);
  const scale = scaleOf({ ...axis, isFromZero: axis.scale !== 'log' }, values, [left, Math.max(left + 120, right)]);
  const rows = bars.map((bar, index) => drawBar(bar, scale, top + index * ROW_HEIGHT, left));
  const body = [drawLegend(legend), drawGrid(axis, scale, top, bottom), ...rows];
  return renderPicture({ title, description, width: WIDTH, height: bottom + 3 * FONT_SIZE + MARGIN, body });
}

function drawBar({ label, from, to, hue, interval, note }: TornadoBar, scale: Scale, top: number, left: number): Markup {
  const [start, end] = [scale.at(Math.min(from, to)), scale.at(Math.max(from, to))];
  const middle = top + ROW_HEIGHT / 2;
  const far = Math.max(end, ...(interval ?? []).map(scale.at));
  return markup`<text class="ink" x="${px(left - GAP)}" y="${px(middle + 4)}" text-anchor="end">${label}</text>
<g class="hue-${hue}"><rect x="${px(start)}" y="${px(middle - BAR_HEIGHT / 2)}" width="${px(Math.max(1, end - start))}" height="${BAR_HEIGHT}" fill="currentColor"/></g>
${whisker(interval, scale, middle)}<text class="ink-quiet" x="${px(far + GAP)}" y="${px(middle + 4)}">${note ?? ''}</text>
`;
}

function whisker(interval: TornadoBar['interval'], scale: Scale, middle: number): Markup | string {
  if (interval === null || interval === undefined) return '';
  const [low, high] = interval.map(scale.at) as [number, number];
  return markup`<path class="ink" d="M${px(low)} ${px(middle)}H${px(high)}M${px(low)} ${px(middle - 4)}v8M${px(high)} ${px(middle - 4)}v8" stroke="currentColor" stroke-width="1.5"/>\n`;
}

function drawGrid({ title }: PlotAxis, { ticks, at }: Scale, top: number, bottom: number): Markup {
  const lines = ticks.map(
    ({ value, text }) => markup`<path class="${value === 0 ? 'ink-quiet' : 'rule'}" d="M${px(at(value))} ${px(top)}V${px(bottom)}" stroke="currentColor"/>
<text class="ink-quiet" x="${px(at(value))}" y="${px(bottom + FONT_SIZE + 4)}" text-anchor="middle">${text}</text>
`,
  );
  const middle = (at(ticks[0]!.value) + at(ticks.at(-1)!.value)) / 2;
  return markup`${lines}<text class="ink-quiet" x="${px(middle)}" y="${px(bottom + 3 * FONT_SIZE)}" text-anchor="middle">${title}</text>\n`;
}

function drawLegend(legend: NonNullable<Tornado['legend']>): Markup {
  let left = MARGIN;
  return markup`${legend.map(({ name, hue }) => {
    const at = left;
    left += 16 + GAP + textWidth(name) + 2 * GAP;
    return markup`<g class="hue-${hue}"><rect x="${px(at)}" y="${TITLE_HEIGHT}" width="14" height="14" fill="currentColor"/></g><text class="ink" x="${px(at + 14 + GAP)}" y="${TITLE_HEIGHT + 12}">${name}</text>\n`;
  })}`;
}
