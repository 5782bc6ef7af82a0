import { SECONDS_PER_DAY, type Seconds } from '../../hub/units.ts';

/** Widths that a person can name: parts of a second, then what clocks and timetables are divided by. */
const STEPS_SECONDS: readonly Seconds[] = [
  ...[0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30],
  ...[60, 120, 300, 600, 900, 1800],
  ...[3600, 7200, 10_800, 21_600, 43_200, SECONDS_PER_DAY],
];

/**
 * The narrowest round width with which 0..span, both ends included, falls into at most `countMax` bins; whole days above
 * one day.
 *
 * @param span >= 0
 * @param countMax >= 1
 * @example roundStep(11_160, 240)   // 60: three hours and six minutes, minute by minute
 */
export function roundStep(span: Seconds, countMax: number): Seconds {
  const fits = (step: Seconds) => Math.floor(span / step) < countMax;
  return STEPS_SECONDS.find(fits) ?? SECONDS_PER_DAY * Math.ceil((span + 1) / SECONDS_PER_DAY / countMax);
}
