/** One pair of axes with what stands between them: what a picture has one or many of. */
import { type Markup, markup } from '../html/markup.ts';
import { type PlotAxis, type Scale, scaleOf } from './axis.ts';
import { placeLabels } from './place-labels.ts';
import type { Hue } from './palette.ts';
import { FONT_SIZE, px, textWidth } from './picture.ts';

export type PlotPoint = {
  readonly x: number;
  /** Null: nothing was observed, and nothing is drawn. */
  readonly y: number | null;
  /** Written beside the point. */
  readonly label?: string;
  /** Where the true value is believed to lie, as a bar. */
  readonly xInterval?: readonly [number, number] | null;
  readonly yInterval?: readonly [number, number] | null;
};

export type PlotSeries = {
  readonly name: string;
  readonly hue: Hue;
  /** Told apart without colour, too: full or hollow points, or none on a line that is joined. */
  readonly mark: 'full' | 'hollow' | 'none';
  /** Joined in their order by lines, or by steps that hold until the next; not joined when left out. */
  readonly joined?: 'line' | 'dashed' | 'steps';
  readonly points: readonly PlotPoint[];
};

export type Panel = {
  readonly title?: string;
  readonly x: PlotAxis;
  readonly y: PlotAxis;
  readonly series: readonly PlotSeries[];
};

/** Where a panel stands, in pixels, its axes' texts included. */
export type Frame = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };

type Scales = { readonly x: Scale; readonly y: Scale };

/** Between text and line. */
const GAP = 8;
const LINE_HEIGHT = FONT_SIZE * 1.4;
const POINT_RADIUS = 4;
/** A tick's text and the blank beside it; fewer ticks where texts would touch. */
const TICKS_APART = 14;

/** All values of an axis that a panel shows, with the ends of intervals. */
export function valuesOn(axis: 'x' | 'y', { series }: Pick<Panel, 'series'>): readonly number[] {
  return series.flatMap(({ points }) =>
    points
      .filter(point => point.y !== null)
      .flatMap(point => [point[axis]!, ...((axis === 'x' ? point.xInterval : point.yInterval) ?? [])]),
  );
}

/**
 * @param values what the axes have to reach over: those of this panel, or of all that share an axis with it
 */
export function drawPanel(
  { title, x, y, series }: Panel,
  frame: Frame,
  values: { readonly x: readonly number[]; readonly y: readonly number[] },
): Markup {
  // 1. Room for the texts of the axes; the widest text of y is known only once its ticks are.
  const top = frame.top + (title === undefined ? 0 : LINE_HEIGHT) + LINE_HEIGHT;
  const bottom = frame.top + frame.height - 2 * LINE_HEIGHT - GAP;
  const yScale = scaleOf(y, values.y, [bottom, top], Math.max(2, Math.floor((bottom - top) / 40)));
  const widest = yScale.ticks.reduce((most, { text }) => Math.max(most, textWidth(text)), 0);
  const left = frame.left + widest + GAP;
  const right = frame.left + frame.width - 2 * GAP;
  const scales = { x: scaleAcross(x, values.x, left, right), y: yScale };
  // 2. From back to front.
  return markup`<g>${titleOf(title, left, frame.top)}
<text class="ink-quiet" x="${px(left)}" y="${px(top - GAP)}">${y.title}</text>
${yScale.ticks.map(
  ({ value, text }) => markup`<path class="rule" d="M${px(left)} ${px(yScale.at(value))}H${px(right)}" stroke="currentColor"/>
<text class="ink-quiet" x="${px(left - GAP)}" y="${px(yScale.at(value) + 4)}" text-anchor="end">${text}</text>
`,
)}${scales.x.ticks.map(
  ({ value, text }) => markup`<path class="ink-quiet" d="M${px(scales.x.at(value))} ${px(bottom)}v4" stroke="currentColor"/>
<text class="ink-quiet" x="${px(scales.x.at(value))}" y="${px(bottom + LINE_HEIGHT)}" text-anchor="middle">${text}</text>
`,
)}<path class="ink-quiet" d="M${px(left)} ${px(bottom)}H${px(right)}" stroke="currentColor"/>
<text class="ink-quiet" x="${px((left + right) / 2)}" y="${px(bottom + 2 * LINE_HEIGHT)}" text-anchor="middle">${x.title}</text>
${series.map(each => drawSeries(each, scales))}${drawLabels(series, scales, { left, right, top, bottom })}</g>
`;
}

const titleOf = (title: string | undefined, left: number, top: number) =>
  title === undefined
    ? ''
    : markup`<text class="ink" font-weight="600" x="${px(left)}" y="${px(top + FONT_SIZE)}">${title}</text>`;

/** As many ticks as have room beside each other. */
function scaleAcross(axis: PlotAxis, values: readonly number[], left: number, right: number): Scale {
  for (let countMax = 8; ; countMax -= 1) {
    const overhang = textWidth(scaleOf(axis, values, [left, right], countMax).ticks.at(-1)?.text ?? '') / 2;
    const scale = scaleOf(axis, values, [left, right - Math.max(0, overhang - 2 * GAP)], countMax);
    const widths = scale.ticks.map(({ text }) => textWidth(text) + TICKS_APART);
    const hasRoom = scale.ticks.every(({ value }, index) => {
      const next = scale.ticks[index + 1];
      return next === undefined || scale.at(next.value) - scale.at(value) >= (widths[index]! + widths[index + 1]!) / 2;
    });
    if (hasRoom || countMax <= 1) return scale;
  }
}

function drawSeries({ hue, mark, joined, points }: PlotSeries, { x, y }: Scales): Markup {
  const seen = points.filter(point => point.y !== null && Number.isFinite(point.y));
  const at = (point: PlotPoint) => [x.at(point.x), y.at(point.y!)] as const;
  const fill = mark === 'full' ? 'currentColor' : 'none';
  return markup`<g class="hue-${hue}" stroke="currentColor" fill="none" stroke-width="1.5">
${joined === undefined ? '' : drawLine(seen.map(at), joined)}${seen.map(point => {
  const [left, top] = at(point);
  return markup`${drawInterval(point.xInterval, x, top, 'across')}${drawInterval(point.yInterval, y, left, 'up')}${
    mark === 'none' ? '' : markup`<circle cx="${px(left)}" cy="${px(top)}" r="${POINT_RADIUS}" fill="${fill}"/>\n`
  }`;
})}</g>
`;
}

function drawLine(places: readonly (readonly [number, number])[], joined: 'line' | 'dashed' | 'steps'): Markup {
  const path = places.map(([left, top], index) => {
    if (index === 0) return `M${px(left)} ${px(top)}`;
    return joined === 'steps' ? `H${px(left)}V${px(top)}` : `L${px(left)} ${px(top)}`;
  });
  return markup`<path d="${path.join('')}" stroke-dasharray="${joined === 'dashed' ? '5 4' : 'none'}"/>\n`;
}

function drawInterval(
  interval: readonly [number, number] | null | undefined,
  scale: Scale,
  other: number,
  direction: 'across' | 'up',
): Markup | string {
  if (interval === null || interval === undefined) return '';
  const [low, high] = [scale.at(interval[0]), scale.at(interval[1])];
  return direction === 'across'
    ? markup`<path d="M${px(low)} ${px(other)}H${px(high)}" opacity="0.6"/>\n`
    : markup`<path d="M${px(other)} ${px(low)}V${px(high)}" opacity="0.6"/>\n`;
}

function drawLabels(
  series: readonly PlotSeries[],
  { x, y }: Scales,
  area: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number },
): Markup {
  const seen = series.flatMap(({ points }) => points).filter(point => point.y !== null);
  const places = seen.map(point => ({ left: x.at(point.x), top: y.at(point.y!), label: point.label }));
  return markup`${placeLabels(places, area).map(
    ({ left, top, anchor, text }) =>
      markup`<g text-anchor="${anchor}"><text class="paper" x="${px(left)}" y="${px(top)}" stroke="currentColor" stroke-width="4" stroke-linejoin="round" aria-hidden="true">${text}</text><text class="ink" x="${px(left)}" y="${px(top)}">${text}</text></g>\n`,
  )}`;
}
