/** Round numbers for an axis, in the steps in which people count what it shows. */
import { SECONDS_PER_DAY, SECONDS_PER_HOUR, SECONDS_PER_MINUTE } from '../../../hub/units.ts';
import type { Metric } from '../../../hub/gate/metric-names.ts';
import { formatSeconds } from '../format-quantity.ts';

/** Of a metric, or a bare number as most settings are. */
export type PlotUnit = Metric['unit'] | 'number';

const TIME_STEPS = [
  ...[1, 2, 5, 10, 15, 30],
  ...[1, 2, 5, 10, 15, 30].map(minutes => minutes * SECONDS_PER_MINUTE),
  ...[1, 2, 3, 6, 12].map(hours => hours * SECONDS_PER_HOUR),
  SECONDS_PER_DAY,
];

/**
 * The smallest round step that divides a span into at most so many parts.
 *
 * @example tickStep(7200, 6, 'seconds')   // 1800
 * @example tickStep(0.013, 5, 'USD')      // 0.005
 */
export function tickStep(span: number, countMax: number, unit: PlotUnit): number {
  const least = span / countMax;
  if (unit === 'seconds' && least > 1) {
    const step = TIME_STEPS.find(candidate => candidate >= least);
    return step ?? roundUp(least / SECONDS_PER_DAY) * SECONDS_PER_DAY;
  }
  return unit === 'count' ? Math.max(1, roundUp(least)) : roundUp(least);
}

/** 1, 2 or 5 times a power of ten. */
function roundUp(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const digit = [1, 2, 5, 10].find(candidate => candidate * power >= least * (1 - 1e-9)) ?? 10;
  return digit * power;
}

/** Times on a logarithmic axis, from a minute on. */
const LOG_TIMES = {
  coarse: [1, 10, 60, 600].map(minutes => minutes * SECONDS_PER_MINUTE),
  fine: [1, 2, 5, 10, 20, 60, 120, 300, 600].map(minutes => minutes * SECONDS_PER_MINUTE),
};
/** 10^-9 to 10^12 is all that anybody measures here. */
const POWERS = Array.from({ length: 22 }, (_, index) => index - 9);

/** Round numbers of every size, rising: powers of ten, or 1, 2 and 5 times those; times as people say them. */
export function logTicks(unit: PlotUnit, density: 'coarse' | 'fine'): readonly number[] {
  const digits = density === 'coarse' ? [1] : [1, 2, 5];
  const numbers = POWERS.flatMap(power => digits.map(digit => Number(`${digit}e${power}`)));
  if (unit !== 'seconds') return numbers;
  const days = numbers.filter(number => number >= 1).map(number => number * SECONDS_PER_DAY);
  return [...numbers.filter(seconds => seconds < SECONDS_PER_MINUTE), ...LOG_TIMES[density], ...days];
}

/**
 * A tick with as many decimals as its neighbours need.
 *
 * @param step the least distance between two ticks
 * @example tickText(0.015, 0.005, 'USD')   // '$0.015'
 */
export function tickText(value: number, step: number, unit: PlotUnit): string {
  const decimalsOf = (size: number) => Math.max(0, Math.min(12, -Math.floor(Math.log10(size) + 1e-9)));
  const sign = value < 0 ? '-' : '';
  const size = Math.abs(value);
  switch (unit) {
    case 'USD':
      return `${sign}$${grouped(size.toFixed(decimalsOf(step)))}`;
    case 'seconds':
      return value === 0 ? '0' : formatSeconds(value);
    case 'ratio':
      return `${sign}${grouped((size * 100).toFixed(decimalsOf(step * 100)))} %`;
    case 'count':
    case 'number':
      return sign + grouped(size.toFixed(decimalsOf(step)));
  }
}

const grouped = (digits: string) => digits.replace(/\B(?<!\.\d*)(?=(\d{3})+(?!\d))/g, ',');
