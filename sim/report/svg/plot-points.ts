import { legendOf } from './legend.ts';
import { drawPanel, type Panel, valuesOn } from './panel.ts';
import { renderPicture, TITLE_HEIGHT } from './picture.ts';

export type PointPlot = Omit<Panel, 'title'> & {
  readonly title: string;
  /** What is to be seen, in a sentence. */
  readonly description: string;
  /** In pixels. */
  readonly width?: number;
  readonly height?: number;
};

const MARGIN = 16;

/**
 * Points between two axes, with intervals, labels and lines: a Pareto front, quantiles against quantiles, a curve.
 *
 * @returns an SVG file
 * @throws Error when no point has a value
 * @example
 * plotPoints({ title: 'Price against wait', description: '...', x: { title: 'p95 turnaround', unit: 'seconds' },
 *   y: { title: 'USD per character', unit: 'USD', isFromZero: true },
 *   series: [{ name: 'plans', hue: 1, mark: 'full', points: [{ x: 3600, y: 0.012, label: 'today' }] }] })
 */
export function plotPoints({ title, description, x, y, series, width = 720, height = 440 }: PointPlot): string {
  const legend = legendOf(series, MARGIN, TITLE_HEIGHT, width - 2 * MARGIN);
  const top = TITLE_HEIGHT + legend.height;
  const frame = { left: MARGIN, top, width: width - 2 * MARGIN, height: height - top - MARGIN };
  const values = { x: valuesOn('x', { series }), y: valuesOn('y', { series }) };
  return renderPicture({ title, description, width, height, body: [legend.body, drawPanel({ x, y, series }, frame, values)] });
}
