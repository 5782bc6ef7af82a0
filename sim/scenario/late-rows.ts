import type { Seconds } from '../../hub/units.ts';
import type { Problem } from '../../hub/yaml/problem.ts';

/**
 * A warning for a trace whose rows lie beyond the horizon, where nobody sees them: most often its times are in another
 * unit. Undefined when all are seen. Rows count from the header, times rise.
 *
 * @example lateRows('t.csv', Float64Array.of(0, 50, 9e9), 3600)?.message
 *   // '1 of 3 rows lie beyond the horizon of 3600 s and are never seen (the first: 9000000000 s)'
 */
export function lateRows(file: string, times: Float64Array, horizonSeconds: Seconds): Problem | undefined {
  const first = times.findIndex(time => time > horizonSeconds);
  if (first === -1) return undefined;
  const message = `${times.length - first} of ${times.length} rows lie beyond the horizon of ${horizonSeconds} s and are never seen (the first: ${times[first]} s)`;
  const hint = 'are the times in milliseconds? then say timeUnit: milliseconds; else raise the horizon';
  return { file, line: first + 2, column: 1, path: 'trace', message, hint };
}
