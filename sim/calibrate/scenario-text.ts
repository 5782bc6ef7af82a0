import { SECONDS_PER_WEEK } from '../../hub/units.ts';
import { WEEK_DAY_NAMES } from '../scenario/week-rates.ts';
import type { CalibratedArrivals } from './calibrate-arrivals.ts';

/** A scenario file that plays the arrivals for a week: text that parseScenario reads. */
export function scenarioText(arrivals: CalibratedArrivals, source: string): string {
  const days = WEEK_DAY_NAMES.map((name, day) => {
    const rates = arrivals.perHour.slice(24 * day, 24 * (day + 1)).map(rate => Number(rate.toPrecision(4)));
    return `      ${name}: [${rates.join(', ')}]\n`;
  });
  const gapCv = gapCvOf(arrivals);
  return `# Arrivals by hour of the week, calibrated from ${source}: ${arrivals.count} in ${(arrivals.spanSeconds / 86_400).toFixed(1)} days.
name: calibrated week
startsAtUtc: mon 00:00
arrivals:
  - kind: weekly
    # Users per hour, from Monday 00:00 UTC.
    usersPerHour:
${days.join('')}    # Bursts within the hour: 1 would be independent users.
    gapCv: ${gapCv}
    untilSeconds: ${SECONDS_PER_WEEK}
`;
}

/** Counts of a renewal process vary by the square of its gaps' cv; where bursts could not be seen, independent users. */
export const gapCvOf = ({ dispersion }: CalibratedArrivals): number =>
  dispersion === undefined ? 1 : Number(Math.min(100, Math.max(0.01, Math.sqrt(dispersion))).toPrecision(3));
