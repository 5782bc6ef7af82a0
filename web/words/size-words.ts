/** Bytes as a person says them, by the thousand as file managers count. */

const KILO = 1000;
const MEGA = 1_000_000;

/**
 * Rounded up, so that a file that is too large by a byte does not seem to fit.
 *
 * @example sizeWords(20_000_001)   // '20.1 MB'
 * @example sizeWords(1200)         // '2 kB'
 */
export function sizeWords(bytes: number): string {
  if (bytes < KILO) return `${bytes} bytes`;
  const kilobytes = Math.ceil(bytes / KILO);
  if (kilobytes < KILO) return `${kilobytes} kB`;
  return `${Math.ceil((10 * bytes) / MEGA) / 10} MB`;
}
