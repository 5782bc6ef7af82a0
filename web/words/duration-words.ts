/** Seconds as a person says them: as few digits as the estimate deserves. */

const MINUTE = 60;
const HOUR = 3600;

type Part = { readonly count: number; readonly unit: 'second' | 'minute' | 'hour' };

/** Rounded up: who is told five minutes and waits four is not disappointed. */
function rounded(seconds: number): Part {
  if (seconds <= 10) return { count: 10, unit: 'second' };
  if (seconds < MINUTE) return { count: Math.ceil(seconds / 10) * 10, unit: 'second' };
  if (seconds < HOUR) {
    const minutes = Math.ceil(seconds / MINUTE);
    return { count: minutes <= 10 ? minutes : Math.ceil(minutes / 5) * 5, unit: 'minute' };
  }
  return { count: Math.ceil((2 * seconds) / HOUR) / 2, unit: 'hour' };
}

const plural = ({ count, unit }: Part): string => `${count} ${unit}${count === 1 ? '' : 's'}`;

/**
 * @example durationWords(250)   // '5 minutes'
 * @example durationWords(8000)  // '2.5 hours'
 */
export const durationWords = (seconds: number): string => {
  const part = rounded(seconds);
  // 60 seconds and 60 minutes have names of their own.
  if (part.unit !== 'hour' && part.count >= 60) return part.unit === 'second' ? '1 minute' : '1 hour';
  return plural(part);
};

/** @example etaWords({ p50: 210, p90: 320 })   // 'about 4 to 6 minutes' */
export function etaWords({ p50, p90 }: { readonly p50: number; readonly p90: number }): string {
  const soon = durationWords(p50);
  const late = durationWords(p90);
  if (soon === late) return soon === '10 seconds' ? 'a few seconds' : `about ${soon}`;
  const [soonCount, soonUnit] = soon.split(' ');
  const [, lateUnit] = late.split(' ');
  return soonUnit?.replace(/s$/, '') === lateUnit?.replace(/s$/, '')
    ? `about ${soonCount} to ${late}`
    : `about ${soon} to ${late}`;
}

/** @example countdownWords(75)   // '1:15' */
export function countdownWords(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  return whole < MINUTE ? `${whole} s` : `${Math.floor(whole / MINUTE)}:${String(whole % MINUTE).padStart(2, '0')}`;
}
