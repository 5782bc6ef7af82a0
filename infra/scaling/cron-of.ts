import type { ScheduledPolicy } from '../../hub/scaling/policy.ts';
import { WEEKDAYS } from '../../hub/scaling/weekdays.ts';

/**
 * A schedule in the five fields of Unix cron: minute, hour, day of month, month, day of week with Sunday as 0 (EC2 Auto
 * Scaling guide, "Scheduled scaling", 2023-04-27 [H]).
 *
 * @example cronOf({ atUtc: '06:30', weekdays: ['tue', 'sun'] })   // '30 6 * * 0,2'
 */
export function cronOf({ atUtc, weekdays }: Pick<ScheduledPolicy, 'atUtc' | 'weekdays'>): string {
  const [hour, minute] = atUtc.split(':').map(Number);
  const days = new Set(weekdays.map(weekday => (WEEKDAYS.indexOf(weekday) + 1) % WEEKDAYS.length));
  const dayField = days.size === WEEKDAYS.length ? '*' : [...days].sort((a, b) => a - b).join(',');
  return `${minute} ${hour} * * ${dayField}`;
}
