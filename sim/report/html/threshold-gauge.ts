import type { Verdict } from '../../gate/judge-threshold.ts';
import { type Markup, markup, NOTHING } from './markup.ts';

const WIDTH = 200;
/** Room beyond the larger of limit and interval. */
const HEADROOM_RATIO = 1.15;

/**
 * Where a value and its interval lie beside the limit, on a scale from 0; the allowed side is darker. Nothing where that
 * scale has no width or nothing was observed. The numbers stand in the cells beside it.
 */
export function thresholdGauge({ threshold, value, interval, outcome }: Verdict): Markup {
  const { limit, operator } = threshold;
  if (value === null || value < 0 || limit <= 0) return NOTHING;
  const [low, high] = interval ?? [value, value];
  const at = (number: number) => (Math.max(0, number) / (Math.max(limit, high) * HEADROOM_RATIO)) * WIDTH;
  const [from, to] = operator.startsWith('<') ? [0, at(limit)] : [at(limit), WIDTH];
  const rect = (name: string, x: number, width: number, y: number, height: number) =>
    markup`<rect class="${name}" x="${x.toFixed(1)}" y="${y}" width="${width.toFixed(1)}" height="${height}"/>`;
  return markup`<svg class="gauge ${outcome}" viewBox="0 0 ${WIDTH} 20" aria-hidden="true">${[
    rect('track', 0, WIDTH, 7, 6),
    rect('allowed', from, to - from, 7, 6),
    rect('interval', at(low), Math.max(1, at(high) - at(low)), 4, 12),
  ]}<circle cx="${at(value).toFixed(1)}" cy="10" r="4"/><line x1="${at(limit).toFixed(1)}" x2="${at(limit).toFixed(1)}" y1="0" y2="20"/></svg>`;
}
