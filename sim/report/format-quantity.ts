/**
 * Numbers as a person reads them: enough digits to decide by, and always the unit. The only place where money and time
 * are rounded; JSON and CSV carry them whole.
 */
import {
  type Ratio,
  SECONDS_PER_DAY,
  SECONDS_PER_HOUR,
  SECONDS_PER_MINUTE,
  type Seconds,
  type Usd,
} from '../../hub/units.ts';

/** What stands where there was nothing to observe. */
export const NOTHING_SEEN = '-';

/**
 * Three significant digits below a dollar, cents below a thousand, whole dollars above.
 *
 * @example formatUsd(0.009718)   // '$0.00972'
 * @example formatUsd(1234.5)     // '$1,235'
 */
export function formatUsd(usd: Usd): string {
  return formatDollars(usd, decimalsOf(usd));
}

/**
 * An estimate with its interval, all with as many decimals as it takes to tell the ends apart, at most two more than the
 * estimate alone would have.
 *
 * @example formatUsdEstimate(0.009718, [0.009708, 0.009728])   // { mean: '$0.00972', low: '$0.00971', high: '$0.00973' }
 */
export function formatUsdEstimate(
  mean: Usd,
  [low, high]: readonly [Usd, Usd],
): Record<'mean' | 'low' | 'high', string> {
  const decimals = decimalsOf(mean);
  const wanted = high > low ? Math.ceil(-Math.log10(high - low)) : decimals;
  const shown = Math.min(Math.max(decimals, wanted), decimals + 2);
  return {
    mean: formatDollars(mean, shown),
    low: formatDollars(low, shown),
    high: formatDollars(high, shown),
  };
}

/**
 * A column of amounts with the same decimals, so that the eye can compare them: those of the largest, and `moreDecimals`
 * for the small ones beside it. Null is what was not seen.
 *
 * @example formatUsdColumn([0.0123, 0.00059, null], 1)   // ['$0.01230', '$0.00059', '-']
 */
export function formatUsdColumn(amounts: readonly (Usd | null)[], moreDecimals = 0): readonly string[] {
  const largest = amounts.reduce<number>((most, usd) => Math.max(most, Math.abs(usd ?? 0)), 0);
  const decimals = decimalsOf(largest) + moreDecimals;
  return amounts.map(usd => (usd === null ? NOTHING_SEEN : formatDollars(usd, decimals)));
}

/**
 * The two largest units that matter.
 *
 * @example formatSeconds(11520)   // '3 h 12 min'
 * @example formatSeconds(0.42)    // '0.42 s'
 */
export function formatSeconds(seconds: Seconds): string {
  if (seconds < 0) return `-${formatSeconds(-seconds)}`;
  if (seconds < 10) return `${trimmed(seconds.toFixed(2))} s`;
  if (Math.round(seconds) < 2 * SECONDS_PER_MINUTE) return `${Math.round(seconds)} s`;
  if (Math.round(seconds) < SECONDS_PER_HOUR) return twoUnits(seconds, SECONDS_PER_MINUTE, 'min', 1, 's');
  if (seconds < 2 * SECONDS_PER_DAY) return twoUnits(seconds, SECONDS_PER_HOUR, 'h', SECONDS_PER_MINUTE, 'min');
  return twoUnits(seconds, SECONDS_PER_DAY, 'd', SECONDS_PER_HOUR, 'h');
}

/**
 * @example formatRatio(0.4123)   // '41 %'
 * @example formatRatio(0.0042)   // '0.4 %'
 */
export function formatRatio(ratio: Ratio): string {
  const percent = ratio * 100;
  const isRound = Math.abs(percent) >= 10 || percent === 0;
  return `${isRound ? percent.toFixed(0) : trimmed(percent.toFixed(Math.abs(percent) < 0.1 ? 2 : 1))} %`;
}

/**
 * A part of a whole that stands in a column with the others.
 *
 * @example formatShare(0.4123)   // '41.2 %'
 */
export function formatShare(ratio: Ratio): string {
  return `${(ratio * 100).toFixed(1)} %`;
}

/**
 * Whole numbers whole; a mean of counts with one decimal where that still says something.
 *
 * @example formatCount(10000)   // '10,000'
 * @example formatCount(3.25)    // '3.3'
 */
export function formatCount(count: number): string {
  if (Number.isInteger(count) || Math.abs(count) >= 100) return grouped(count.toFixed(0));
  return trimmed(count.toFixed(1));
}

function twoUnits(seconds: Seconds, large: Seconds, largeName: string, small: Seconds, smallName: string): string {
  const smallCount = Math.round(seconds / small);
  const perLarge = large / small;
  const rest = smallCount % perLarge;
  const head = `${Math.floor(smallCount / perLarge)} ${largeName}`;
  return rest === 0 ? head : `${head} ${rest} ${smallName}`;
}

/** Decimals for three significant digits below a dollar. */
function decimalsOf(usd: Usd): number {
  const size = Math.abs(usd);
  if (size >= 1000) return 0;
  if (size >= 1 || size === 0) return 2;
  return Math.min(12, 2 - Math.floor(Math.log10(size)));
}

function formatDollars(usd: Usd, decimals: number): string {
  return `${usd < 0 ? '-' : ''}$${grouped(Math.abs(usd).toFixed(decimals))}`;
}

/** Takes off zeros that say nothing: `0.50` -> `0.5`, `3.00` -> `3`. */
function trimmed(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function grouped(digits: string): string {
  const [whole = '', fraction] = digits.split('.');
  const separated = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? separated : `${separated}.${fraction}`;
}
