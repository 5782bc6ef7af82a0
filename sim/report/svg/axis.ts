/** An axis as data: what it shows, and where a value stands on it. */
import { logTicks, type PlotUnit, tickStep, tickText } from './tick-steps.ts';

export type PlotAxis = {
  /** Axes of the same title in one picture have the same range. */
  readonly title: string;
  readonly unit: PlotUnit;
  /** Linear when left out. A logarithm needs values above 0. */
  readonly scale?: 'linear' | 'log';
  /** The range reaches 0, so that lengths can be compared. */
  readonly isFromZero?: boolean;
  /** Words in the places 0, 1, 2, ... of an axis that counts nothing. */
  readonly names?: readonly string[];
};

export type Tick = { readonly value: number; readonly text: string };

export type Scale = {
  /** Where a value stands, in pixels. */
  readonly at: (value: number) => number;
  readonly ticks: readonly Tick[];
};

/** Of the span of a logarithmic axis, on each side; and in decades for a single value. */
const LOG_ROOM_RATIO = 0.04;
const LOG_ROOM_ALONE = 0.2;

type Range = readonly [from: number, to: number];

/**
 * A scale that reaches over all values, to the next ticks on both sides.
 *
 * @param values at least one that is finite; others are passed over
 * @param pixels where its lower and upper end stand
 * @throws Error when a logarithm is asked of 0 or less
 * @example scaleOf({ title: 'wait', unit: 'seconds' }, [100, 3000], [0, 400]).ticks[0]   // { value: 0, text: '0' }
 */
export function scaleOf(axis: PlotAxis, values: readonly number[], pixels: Range, tickCountMax = 6): Scale {
  if (axis.names !== undefined) return namedScale(axis.names, pixels);
  const finite = values.filter(Number.isFinite);
  const all = axis.isFromZero ? [0, ...finite] : finite;
  const low = all.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = all.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  if (low > high) throw new Error(`an axis needs a value (saw none): ${axis.title}`);
  return axis.scale === 'log' ? logScale(axis, low, high, pixels, tickCountMax) : linearScale(axis, low, high, pixels, tickCountMax);
}

function linearScale({ unit }: PlotAxis, low: number, high: number, pixels: Range, tickCountMax: number): Scale {
  // A single value stands in the middle of something.
  const room = high > low ? 0 : Math.abs(low) / 10 || 1;
  const step = tickStep(high - low + 2 * room, tickCountMax, unit);
  const first = Math.floor((low - room) / step + 1e-9);
  const last = Math.ceil((high + room) / step - 1e-9);
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => {
    // Of a whole number of steps, so that 0.3 is not 0.30000000000000004.
    const value = Number(((first + index) * step).toPrecision(12));
    return { value, text: tickText(value, step, unit) };
  });
  return { at: value => between(value, [first * step, last * step], pixels), ticks };
}

/** A little room on both sides; ticks at round numbers, in equal steps only where too few of those lie within. */
function logScale({ unit, title }: PlotAxis, low: number, high: number, pixels: Range, tickCountMax: number): Scale {
  if (low <= 0) throw new Error(`a logarithmic axis needs values above 0 (saw ${low}): ${title}`);
  const room = high > low ? Math.log10(high / low) * LOG_ROOM_RATIO : LOG_ROOM_ALONE;
  const ends: Range = [Math.log10(low) - room, Math.log10(high) + room];
  const [from, to] = ends.map(end => 10 ** end) as [number, number];
  const within = (ticks: readonly number[]) => ticks.filter(tick => tick >= from && tick <= to);
  const round = [within(logTicks(unit, 'fine')), within(logTicks(unit, 'coarse'))];
  const fitting = round.find(({ length }) => length <= tickCountMax) ?? thinned(round[1]!, tickCountMax);
  const step = tickStep(to - from, tickCountMax, unit);
  const equal = Array.from({ length: tickCountMax + 1 }, (_, index) => (Math.ceil(from / step) + index) * step);
  const ticks = fitting.length >= 2 ? fitting : within(equal);
  return {
    at: value => between(Math.log10(value), ends, pixels),
    ticks: ticks.map(value => ({ value, text: tickText(value, fitting.length >= 2 ? value : step, unit) })),
  };
}

const thinned = (ticks: readonly number[], countMax: number) => {
  const every = Math.ceil(ticks.length / Math.max(1, countMax));
  return ticks.filter((_, index) => index % every === 0);
};

/** Half a place of room on both sides. */
function namedScale(names: readonly string[], pixels: Range): Scale {
  return {
    at: place => between(place, [-0.5, names.length - 0.5], pixels),
    ticks: names.map((text, value) => ({ value, text })),
  };
}

const between = (value: number, [from, to]: Range, [start, end]: Range) =>
  start + ((value - from) / (to - from)) * (end - start);
